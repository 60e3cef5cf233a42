import type { Balance, StreamSnapshot } from '../../../server/contract/index.js';
import { CreditsError, toCreditsError } from './credits-error.js';
import { eventStreamReader } from './event-stream.js';
import type { Reader } from './request.js';
import { timer } from './timer.js';

/** The server sends a comment every 15 s; after three missed ones the connection is taken for dead. */
const SILENCE_MS = 45_000;
/** A connection that has not brought its snapshot by then is not going to. */
const OPENING_MS = 15_000;
/** A connection that lasted this long was a good one; shorter ones must not bring the page back at full speed. */
const STEADY_MS = 5_000;
/**
 * Between attempts the page waits any time up to a bound that doubles between these, so that a thousand pages do not
 * come back at once. The server may ask for more, by `retry:` or `Retry-After`.
 */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export type BalanceStream = {
  /** Opens the stream; opens it afresh, without waiting, when it runs already. */
  start(): void;
  stop(): void;
  running(): boolean;
};

export type StreamListener = {
  /** Pools have arrived; with `wholeAsOf`, all that there were at that instant. */
  onBalances(arrived: readonly Balance[], asOf: string, wholeAsOf?: string): void;
  /** The connection could not be made again; it is tried again if the error is retryable. */
  onDown(error: CreditsError): void;
};

/**
 * One connection to the server's stream, made again whenever it is lost. Read with `fetch`, because an EventSource can
 * send no Authorization header. The first retry after a good connection is silent: most losses heal before anyone
 * need be told.
 */
export function balanceStream(read: Reader, listener: StreamListener): BalanceStream {
  /** Of the last connection; null when the stream is stopped. */
  let connection: AbortController | null = null;
  let failures = 0;
  let retryMs = FIRST_MS;
  /** Ends a connection that has gone silent; between two, makes the next. */
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
        const { balances, asOf } = JSON.parse(json) as StreamSnapshot;
        opened = true;
        listener.onBalances(balances, asOf, asOf);
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
