import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Task, TaskStatus } from '@lit/task';
import type { CreditsError } from '../client/credits-error.js';
import { toCreditsError } from '../client/credits-error.js';
import type { Reader } from '../client/request.js';
import { timer } from '../client/timer.js';

/** Minimum time between two reads of a question: a busy balance changes many times a second. */
const PAUSE_MS = 1_000;
/** Time before a retry after a failure. */
const RETRY_MS = 60_000;

export type Question = {
  readonly read: Reader;
  /** The owner of the answer. When it changes, the old answer is dropped. */
  readonly subject: string;
  readonly query: string;
  /** The minimum number of rows of a list. */
  readonly rows?: number;
  /** The version of the balance. When it changes, the question is asked again. */
  readonly version: number;
};

/** An answer and the time at which it was correct, in milliseconds of the server's clock. */
export type TimedAnswer<A> = { readonly answer: A; readonly asOfMs: number };

export type Find<Q extends Question, A> = (question: Q, signal: AbortSignal) => Promise<TimedAnswer<A>>;

export type ReadingHost = ReactiveControllerHost & { readonly isConnected: boolean };

/**
 * The newest answer to the newest question. It is asked again when the balance has changed, soon but not at once; an
 * older answer never replaces a newer one, and a failure replaces none.
 */
export class AnswerReader<Q extends Question, A> implements ReactiveController {
  /** Stays the same object until its content changes; `null` before the first answer. */
  answer: A | null = null;
  /** The question of `answer`. */
  answered: Q | null = null;
  error: CreditsError | null = null;
  /** The time at which the answer was last confirmed, in milliseconds of the server's clock. */
  asOfMs = 0;

  private question: Q | null = null;
  private revision = 0;
  private readVersion = -1;
  private readAtMs = 0;
  /** The answer as JSON without its time, to detect changes. */
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

  /** The known answer belongs to an older question. */
  get isBehind(): boolean {
    const { answered, question } = this;
    const same = answered?.query === question?.query && answered?.rows === question?.rows;
    return this.answer !== null && !same && !this.error;
  }

  /** Sets the question; `null` to ask nothing. Call it before each update. */
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

  /** Asks now; resolves after the answer or the failure. */
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

/** A reader for questions whose `query` is a path under the customer's routes. `nowMs` returns the server's time. */
export const pathReader = <A>(host: ReadingHost, nowMs: () => number): AnswerReader<Question, A> =>
  new AnswerReader(host, async ({ read, query }, signal) => ({
    answer: (await (await read(query, signal)).json()) as A,
    asOfMs: nowMs(),
  }));
