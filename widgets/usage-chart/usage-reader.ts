import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { initialState, Task, TaskStatus } from '@lit/task';
import type { Usage } from '../../server/contract/index.js';
import type { CreditsError } from '../shared/client/credits-error.js';
import { toCreditsError } from '../shared/client/credits-error.js';
import type { Reader } from '../shared/client/request.js';
import { timer } from '../shared/client/timer.js';
import type { Range } from './ranges.js';

/** Between two reads of the same question: a busy balance changes many times a second. */
const PAUSE_MS = 1_000;
/** How long after a failure it is tried again. */
const RETRY_MS = 60_000;

/** What is asked. */
export type Question = {
  readonly read: Reader;
  /** Whose usage: when it changes, what was known is of somebody else, and goes. */
  readonly subject: string;
  readonly query: string;
  /** What the reader chose to come to it. */
  readonly range: Range;
  /** Of the balance: when it changes, there may be new usage. */
  readonly version: number;
};

/**
 * The newest answer to the newest question. It is asked again when the balance has changed, soon but not at once; an
 * older answer never replaces a newer one, and a failure replaces none.
 */
export class UsageReader implements ReactiveController {
  /** The same object until something in it changes; null while there is none. */
  usage: Usage | null = null;
  /** What it answers. */
  answered: Question | null = null;
  error: CreditsError | null = null;
  /** When it was last known to be right, in milliseconds of the server's clock. */
  asOfMs = 0;

  private question: Question | null = null;
  private revision = 0;
  private readVersion = -1;
  private readAtMs = 0;
  /** The answer as text, without its time. */
  private known = '';
  private readonly next = timer();
  private readonly task: Task<readonly [Reader | undefined, string | undefined, number], Usage>;

  constructor(private readonly host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    host.addController(this);
    this.task = new Task(host, {
      args: () => [this.question?.read, this.question?.query, this.revision] as const,
      task: ([read, query], { signal }) => (read && query ? this.fetch(read, query, signal) : initialState),
      onComplete: (usage) => this.take(usage),
      onError: (thrown) => this.failed(toCreditsError(thrown)),
    });
  }

  /** What is known answers what was asked before. */
  get isBehind(): boolean {
    return this.usage !== null && this.answered?.query !== this.question?.query && !this.error;
  }

  /** What to know; null for nothing. To be said before each update. */
  ask(question: Question | null): void {
    const before = this.question;
    this.question = question;
    if (question?.read !== before?.read || question?.subject !== before?.subject) {
      this.usage = this.answered = this.error = null;
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

  private async fetch(read: Reader, query: string, signal: AbortSignal): Promise<Usage> {
    this.next.stop();
    this.readAtMs = Date.now();
    this.readVersion = this.question?.version ?? -1;
    const asked = this.question;
    const response = await read(`usage?${query}`, signal);
    const usage = (await response.json()) as Usage;
    if (!signal.aborted) this.answered = asked;
    return usage;
  }

  private take(usage: Usage): void {
    const { asOf, ...rest } = usage;
    const text = JSON.stringify(rest);
    if (text !== this.known) this.usage = usage;
    this.known = text;
    this.error = null;
    this.asOfMs = Date.parse(asOf);
  }

  private failed(error: CreditsError): void {
    // The same failure again is no news.
    if (this.error?.code !== error.code) this.error = error;
    if (error.retryable && this.host.isConnected) this.next.in(Math.max(RETRY_MS, error.retryAfterMs), this.again);
  }
}
