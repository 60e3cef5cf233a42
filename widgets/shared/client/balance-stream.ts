import type { Balance, StreamEvents, StreamSnapshot } from '../../../server/contract/index.js';
import { Backoff } from './backoff.js';
import { CreditsError, toCreditsError } from './credits-error.js';
import { environment, sleep } from './environment.js';
import { eventStreamReader } from './event-stream.js';
import { get } from './request.js';
import type { Tokens } from './tokens.js';

/** The server sends a comment every 15 s; after three missed ones the connection is taken for dead. */
const SILENCE_MS = 45_000;
/** A connection that has not brought its snapshot by then is not going to. */
const OPENING_MS = 15_000;
/** A connection that lasted this long was a good one; shorter ones must not bring the page back at full speed. */
const STEADY_MS = 5_000;
/** The stream is not for this page, or not offered: asking again would not help. */
const FINAL = [204, 403, 404];

export interface StreamListener {
  onSnapshot(snapshot: StreamSnapshot): void;
  onBalance(balance: Balance): void;
  /** The connection could not be made again; `willRetry` is false when the server said so for good. */
  onDown(error: CreditsError, willRetry: boolean): void;
}

/** How one connection ended. */
type Ending = { readonly opened: boolean; readonly error: CreditsError | null };

/**
 * One connection to the server's stream, made again whenever it is lost. Read with `fetch`, because an EventSource can
 * send no Authorization header. The first retry after a good connection is silent: most losses heal before anyone
 * need be told.
 */
export class BalanceStream {
  private aborter: AbortController | null = null;
  private backoff = new Backoff();

  constructor(
    private readonly url: string,
    private readonly tokens: Tokens,
    private readonly listener: StreamListener,
  ) {}

  get running(): boolean {
    return this.aborter !== null;
  }

  /** Opens the stream; opens it afresh, without waiting, when it runs already. */
  start(): void {
    this.stop();
    this.aborter = new AbortController();
    this.backoff.reset();
    void this.run(this.aborter.signal);
  }

  stop(): void {
    this.aborter?.abort();
    this.aborter = null;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedMs = environment.now();
      const { opened, error } = await this.connect(signal);
      if (signal.aborted) return;
      if (opened && environment.now() - startedMs > STEADY_MS) this.backoff.reset();
      if (error && !opened) {
        const willRetry = error.retryable && !FINAL.includes(error.status ?? 0);
        if (!willRetry) this.stop();
        this.listener.onDown(error, willRetry);
      }
      await sleep(this.backoff.nextMs(error?.retryAfterMs ?? 0), signal);
    }
  }

  /** One connection, from its request to its end. */
  private async connect(outer: AbortSignal): Promise<Ending> {
    const inner = new AbortController();
    const abort = () => inner.abort();
    outer.addEventListener('abort', abort);
    let timer = environment.setTimeout(abort, OPENING_MS);
    let opened = false;
    const read = eventStreamReader({
      onRetry: (ms) => (this.backoff.retryMs = ms),
      onEvent: (event, data) => {
        if (inner.signal.aborted) return;
        if (event === 'snapshot') opened = true;
        if (event === 'bye') abort();
        else this.deliver(event, data);
      },
    });
    try {
      const response = await get(this.url, this.tokens, 'text/event-stream', inner.signal);
      if (response.status === 204 || !response.body) throw new CreditsError('api', 'no_stream', { status: 204 });
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        read(decoder.decode(chunk.value, { stream: true }));
        if (inner.signal.aborted) break;
        environment.clearTimeout(timer);
        timer = environment.setTimeout(abort, opened ? SILENCE_MS : OPENING_MS);
      }
      return { opened, error: opened ? null : toCreditsError(null) };
    } catch (thrown) {
      return { opened, error: toCreditsError(thrown) };
    } finally {
      environment.clearTimeout(timer);
      outer.removeEventListener('abort', abort);
      abort();
    }
  }

  private deliver(event: string, data: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(data);
    } catch {
      // A broken line is not worth a connection: the next state is whole again.
      return;
    }
    if (event === 'snapshot') this.listener.onSnapshot(parsed as StreamEvents['snapshot']);
    if (event === 'balance') this.listener.onBalance(parsed as StreamEvents['balance']);
  }
}
