import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Task, TaskStatus } from '@lit/task';
import type { CreditsError } from '../client/credits-error.js';
import { toCreditsError } from '../client/credits-error.js';
import type { Reader } from '../client/request.js';
import { timer } from '../client/timer.js';

/** Between two reads of the same question: a busy balance changes many times a second. */
const PAUSE_MS = 1_000;
/** How long after a failure it is tried again. */
const RETRY_MS = 60_000;

/** What is asked. */
export type Question = {
  readonly read: Reader;
  /** Whose answer: when it changes, what was known is of somebody else, and goes. */
  readonly subject: string;
  readonly query: string;
  /** Of a list: how many of its rows, at least. */
  readonly rows?: number;
  /** Of the balance: when it changes, there may be another answer. */
  readonly version: number;
};

/** An answer, and when it was right, in milliseconds of the server's clock. */
export type TimedAnswer<A> = { readonly answer: A; readonly asOfMs: number };

export type Find<Q extends Question, A> = (question: Q, signal: AbortSignal) => Promise<TimedAnswer<A>>;

export type ReadingHost = ReactiveControllerHost & { readonly isConnected: boolean };

/**
 * The newest answer to the newest question. It is asked again when the balance has changed, soon but not at once; an
 * older answer never replaces a newer one, and a failure replaces none.
 */
export class AnswerReader<Q extends Question, A> implements ReactiveController {
  /** The same object until something in it changes; null while there is none. */
  answer: A | null = null;
  /** What it answers. */
  answered: Q | null = null;
  error: CreditsError | null = null;
  /** When it was last known to be right, in milliseconds of the server's clock. */
  asOfMs = 0;

  private question: Q | null = null;
  private revision = 0;
  private readVersion = -1;
  private readAtMs = 0;
  /** The answer as text, without its time. */
  private known = '';
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
      // Not the task's initial state: whoever waits for an answer would never hear that nobody asks any more.
      onComplete: (found) => found && this.take(found),
      onError: (thrown) => this.failed(toCreditsError(thrown)),
    });
  }

  /** What is known answers what was asked before. */
  get isBehind(): boolean {
    const { answered, question } = this;
    const same = answered?.query === question?.query && answered?.rows === question?.rows;
    return this.answer !== null && !same && !this.error;
  }

  /** What to know; null for nothing. To be said before each update. */
  ask(question: Q | null): void {
    const before = this.question;
    this.question = question;
    if (question?.read !== before?.read || question?.subject !== before?.subject) {
      this.answer = this.answered = this.error = null;
      this.known = '';
    } else if (question && question.version !== this.readVersion && this.isAtRest) {
      this.next.in(Math.max(0, this.readAtMs + PAUSE_MS - Date.now()), this.again);
    }
  }

  /** Asks now; resolves when the answer, or its failure, is known. */
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
    // The same failure again is no news.
    if (this.error?.code !== error.code) this.error = error;
    if (error.retryable && this.host.isConnected) this.next.in(Math.max(RETRY_MS, error.retryAfterMs), this.again);
  }
}

/** Answers questions whose `query` is the whole path under the customer's routes. `nowMs` tells the server's time. */
export const pathReader = <A>(host: ReadingHost, nowMs: () => number): AnswerReader<Question, A> =>
  new AnswerReader(host, async ({ read, query }, signal) => ({
    answer: (await (await read(query, signal)).json()) as A,
    asOfMs: nowMs(),
  }));
