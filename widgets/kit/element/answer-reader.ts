import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Task, TaskStatus } from '@lit/task';
import type { CreditsError } from '../client/credits-error.js';
import { toCreditsError } from '../client/credits-error.js';
import type { Reader } from '../client/request.js';
import { readJson } from '../client/request.js';
import { timer } from '../client/timer.js';

/** Minimum time between two reads: a busy balance changes many times a second. */
const PAUSE_MS = 1_000;
const RETRY_MS = 60_000;

export type Question = {
  readonly read: Reader;
  /** The owner of the answer. A change drops the old answer. */
  readonly subject: string;
  readonly query: string;
  readonly rows?: number;
  /** The version of the balance. A change asks the question again. */
  readonly version: number;
};

/** `asOfMs` is in milliseconds of the server's clock. */
export type TimedAnswer<A> = { readonly answer: A; readonly asOfMs: number };

export type Find<Q extends Question, A> = (question: Q, signal: AbortSignal) => Promise<TimedAnswer<A>>;

export type ReadingHost = ReactiveControllerHost & { readonly isConnected: boolean };

/**
 * Keeps the newest answer to the newest question, and asks again soon after the balance has changed. An older answer
 * never replaces a newer one, and a failure keeps the known answer.
 */
export class AnswerReader<Q extends Question, A> implements ReactiveController {
  /** Stays the same object until its content changes; `null` before the first answer. */
  answer: A | null = null;
  answered: Q | null = null;
  error: CreditsError | null = null;
  /** Last confirmation of the answer, in milliseconds of the server's clock. */
  asOfMs = 0;

  private question: Q | null = null;
  private revision = 0;
  private readVersion = -1;
  private readAtMs = 0;
  /** The answer as JSON without `asOf`, to detect changes. */
  private known = '';
  /** An answer or a failure has arrived, and no update has shown it yet. */
  private hasNews = false;
  private readonly next = timer();
  private readonly task: Task<readonly unknown[], TimedAnswer<A> | null>;

  constructor(
    private readonly host: ReadingHost,
    private readonly find: Find<Q, A>,
  ) {
    host.addController(this);
    this.task = new Task(host, {
      args: () => [this.question?.read, this.question?.query, this.question?.rows, this.revision],
      task: (_, { signal }) => (this.question ? this.fetch(this.question, signal) : null),
      // `null` instead of the task's initial state, with which `taskComplete` would never resolve.
      onComplete: (found) => {
        this.hasNews = true;
        if (found) this.take(found);
      },
      onError: (thrown) => {
        this.hasNews = true;
        this.failed(toCreditsError(thrown));
      },
    });
  }

  get isBehind(): boolean {
    const { answered, question } = this;
    const same = answered?.query === question?.query && answered?.rows === question?.rows;
    return this.answer !== null && !same && !this.error;
  }

  /**
   * Call this before each update. `null` asks nothing. The update that shows an answer repeats the question: if an
   * answer could change its own question, the element would read without end.
   */
  ask(asked: Q | null): void {
    const before = this.question;
    const isSame = asked?.read === before?.read && asked?.subject === before?.subject;
    const question = (this.question =
      this.hasNews && isSame && asked && before ? { ...before, version: asked.version } : asked);
    this.hasNews = false;
    if (!isSame) {
      this.answer = this.answered = this.error = null;
      this.known = '';
    } else if (question && question.version !== this.readVersion && this.isAtRest) {
      this.next.in(Math.max(0, this.readAtMs + PAUSE_MS - Date.now()), this.again);
    }
  }

  /** Resolves after the answer or the failure, and never rejects. */
  async refresh(): Promise<void> {
    if (!this.question) return;
    this.again();
    await this.host.updateComplete;
    await this.task.taskComplete.catch(() => undefined);
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.host.isConnected) return;
      this.next.stop();
      this.task.abort();
    });
  }

  private get isAtRest(): boolean {
    return this.task.status !== TaskStatus.PENDING;
  }

  private readonly again = (): void => {
    this.revision += 1;
    this.host.requestUpdate();
  };

  private async fetch(question: Q, signal: AbortSignal): Promise<TimedAnswer<A>> {
    this.next.stop();
    this.readAtMs = Date.now();
    this.readVersion = question.version;
    const found = await this.find(question, signal);
    if (!signal.aborted) this.answered = question;
    return found;
  }

  private take({ answer, asOfMs }: TimedAnswer<A>): void {
    const text = JSON.stringify(answer, (key, value: unknown) => (key === 'asOf' ? undefined : value));
    if (text !== this.known) this.answer = answer;
    this.known = text;
    this.error = null;
    this.asOfMs = asOfMs;
  }

  private failed(error: CreditsError): void {
    // Keeping the object means that a repeated failure is not reported twice.
    if (this.error?.code !== error.code) this.error = error;
    if (error.retryable && this.host.isConnected) this.next.in(Math.max(RETRY_MS, error.retryAfterMs), this.again);
  }
}

export const pathReader = <A>(host: ReadingHost, nowMs: () => number): AnswerReader<Question, A> =>
  new AnswerReader(host, async ({ read, query }, signal) => ({
    answer: await readJson<A>(read, query, signal),
    asOfMs: nowMs(),
  }));
