import type { Balance, StreamSnapshot } from '../../../server/contract/index.js';
import { CreditsError, toCreditsError } from './credits-error.js';
import { eventStreamReader } from './event-stream.js';
import type { Reader } from './request.js';
import { timer } from './timer.js';

/** The server sends a comment every 15 s. After three missed comments the connection counts as dead. */
const SILENCE_MS = 45_000;
/** Deadline for the snapshot that begins every connection. */
const OPENING_MS = 15_000;
/** Only a longer connection resets the backoff, in case a server accepts connections and closes them at once. */
const STEADY_MS = 5_000;
/**
 * Retries wait a random time up to a bound that doubles, so that a thousand pages do not come back at once. The server
 * may ask for a longer wait with `retry:` or `Retry-After`.
 */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export type BalanceStream = {
  /** A running stream is closed and opened again at once. */
  start(): void;
  stop(): void;
  running(): boolean;
};

export type StreamListener = {
  /** Pools have arrived. With `wholeAsOf`, `arrived` is the complete set at that instant. */
  onBalances(arrived: readonly Balance[], asOf: string, wholeAsOf?: string): void;
  /** A reconnect failed. The stream tries again if the error is retryable. */
  onDown(error: CreditsError): void;
};

/**
 * One connection to the server's stream, reopened whenever it is lost. It uses `fetch` because EventSource cannot send
 * an Authorization header. The first retry after a good connection is silent, since most losses heal at once.
 */
export function balanceStream(read: Reader, listener: StreamListener): BalanceStream {
  let connection: AbortController | null = null;
  let failures = 0;
  let retryMs = FIRST_MS;
  /** Ends a silent connection while one is open, and otherwise opens the next one. */
  const next = timer();

  async function connect(): Promise<void> {
    const own = (connection = new AbortController());
    const { signal } = own;
    const abort = () => own.abort();
    const startedMs = Date.now();
    let opened = false;
    let error = toCreditsError(null);
    const onEvent = (name: string, json: string) => {
      if (signal.aborted) return;
      if (name === 'bye') abort();
      if (name === 'snapshot') {
        const { balances, asOf, isComplete } = JSON.parse(json) as StreamSnapshot;
        opened = true;
        listener.onBalances(balances, asOf, isComplete ? asOf : '');
      }
      if (name === 'balance') {
        const balance = JSON.parse(json) as Balance;
        listener.onBalances([balance], balance.asOf);
      }
    };
    const feed = eventStreamReader(onEvent, (ms) => (retryMs = Math.max(FIRST_MS, ms)));
    next.in(OPENING_MS, abort);
    try {
      const { status, body } = await read('stream', signal);
      if (status === 204 || !body) throw new CreditsError('api', 'no_stream');
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      for (let chunk = await reader.read(); !chunk.done && !signal.aborted; chunk = await reader.read()) {
        feed(chunk.value);
        next.in(opened ? SILENCE_MS : OPENING_MS, abort);
      }
    } catch (thrown) {
      error = toCreditsError(thrown);
    }
    abort();
    if (connection !== own) return;
    if (opened && Date.now() - startedMs > STEADY_MS) failures = 0;
    if (!opened) {
      if (!error.retryable) stop();
      listener.onDown(error);
    }
    if (connection !== own) return;
    next.in(Math.max(error.retryAfterMs, Math.random() * Math.min(LONGEST_MS, retryMs * 2 ** failures)), connect);
    failures += 1;
  }

  function stop(): void {
    connection?.abort();
    connection = null;
    next.stop();
  }

  return {
    start() {
      stop();
      failures = 0;
      void connect();
    },
    stop,
    running: () => connection !== null,
  };
}
