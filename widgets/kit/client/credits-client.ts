import type { Balance, Balances } from '../../../server/contract/index.js';
import { balanceStream } from './balance-stream.js';
import { mergeBalances } from './balances.js';
import type { CreditsError } from './credits-error.js';
import { toCreditsError } from './credits-error.js';
import { watchPage } from './page-life.js';
import type { Reader } from './request.js';
import { get, readJson } from './request.js';
import type { ClientState, Freshness } from './state.js';
import { nothingYet } from './state.js';
import { timer } from './timer.js';
import type { TokenSource } from './token-source.js';
import { tokensFrom } from './tokens.js';

const POLL_MS = 60_000;
/** Grace period after `validUntil`, in which the server records the expiry or activation. */
const SETTLE_MS = 2_000;

/** The stream stays open while a `live` subscriber is there. */
export type Subscriber = { readonly live: boolean; onChange(): void };

/**
 * The token, the stream and the newest balances that elements of one page share for one server and one customer.
 */
export type CreditsClient = {
  state(): ClientState;
  /** The server's clock, estimated from `asOf`. The page's own clock may be hours off. */
  nowMs(): number;
  /** Reads the balances now. Resolves after the answer or the failure, and never rejects. */
  refresh(): Promise<void>;
  /**
   * Reads other resources of the customer. Each client has its own function, which identifies the client to readers.
   */
  readonly read: Reader;
  /** Aborts requests, drops the token and the numbers, and stays signed out until `refresh` or a renewed token. */
  logout(): void;
  serves(api: string, source: TokenSource): boolean;
  /** Switches to a renewed token of the same customer and keeps the numbers. */
  use(source: TokenSource): void;
  /** The result unsubscribes. After the last subscriber, a client stays as it is until it is closed. */
  subscribe(subscriber: Subscriber): () => void;
  close(): void;
};

export function creditsClient(api: string, source: TokenSource): CreditsClient {
  let state = nothingYet('loading');
  let aheadMs = 0;
  const nowMs = () => Date.now() + aheadMs;
  let tokens = tokensFrom(source, nowMs);
  let loading: Promise<void> | null = null;
  let asleep = false;
  /** The server refused the stream for good, so the client polls. */
  let streamRefused = false;
  let polling = false;
  let requests = new AbortController();
  const subscribers = new Set<Subscriber>();
  const nextLoad = timer();
  const renewal = timer();

  const read: Reader = (path, signal) => get(`${api}/customer/v1/${path}`, tokens, signal);
  const stream = balanceStream(read, {
    onBalances(arrived, asOf, wholeAsOf) {
      polling = false;
      take(arrived, asOf, 'live', wholeAsOf);
      renewal.in(tokens.renewAtMs() - Date.now(), renew);
    },
    onDown(error) {
      streamRefused = !error.retryable;
      // Without a token, polling cannot work either.
      if (error.type === 'auth') failed(error);
      // Polling may still work. The numbers become stale only if that fails too.
      else if (!polling) void load();
      polling = true;
    },
  });
  const unwatch = watchPage(
    (offline) => {
      asleep = true;
      letGo();
      if (offline && state.phase !== 'signed-out') failed(toCreditsError(null), true);
    },
    () => {
      if (!asleep) return;
      asleep = false;
      connect();
    },
  );

  const isSignOut = ({ type, retryable }: CreditsError) => type === 'auth' && !retryable;
  const someLive = () => [...subscribers].some(({ live }) => live);
  const wantsStream = () => !streamRefused && someLive();

  function set(next: ClientState): void {
    state = next;
    for (const { onChange } of subscribers) onChange();
  }

  function take(arrived: readonly Balance[], asOf: string, freshness: Freshness, wholeAsOf?: string): void {
    const serverMs = Date.parse(asOf);
    if (serverMs) aheadMs = serverMs - Date.now();
    const balances = mergeBalances(state.balances, arrived, wholeAsOf);
    set({ phase: 'ready', balances, freshness, asOfMs: nowMs(), error: null });
    const dueMs = Math.min(...balances.map(({ validUntil }) => Date.parse(validUntil ?? '') || Infinity)) - nowMs();
    // A `validUntil` in the past would make the client poll without pause, so it is ignored.
    const changeMs = dueMs > 0 ? dueMs + SETTLE_MS * (1 + Math.random()) : Infinity;
    nextLoad.in(Math.min(freshness === 'current' && someLive() ? POLL_MS : Infinity, changeMs), load);
  }

  function failed(error: CreditsError, offline = error.type === 'network' && !navigator.onLine): void {
    if (isSignOut(error)) return signOut(error);
    const ready = state.phase === 'ready';
    set({
      ...state,
      phase: ready ? 'ready' : 'error',
      freshness: offline ? 'offline' : ready ? 'stale' : 'current',
      // Keeping the object means that a repeated failure is not reported twice.
      error: state.error?.code === error.code ? state.error : error,
    });
    if (error.retryable && !asleep) nextLoad.in(POLL_MS, load);
    else letGo();
  }

  function load(): Promise<void> {
    const { signal } = requests;
    loading ??= fetchBalances(signal).finally(() => {
      if (!signal.aborted) loading = null;
    });
    return loading;
  }

  async function fetchBalances(signal: AbortSignal): Promise<void> {
    try {
      const { data, nextCursor } = await readJson<Balances>(read, 'balances', signal);
      if (signal.aborted) return;
      const asOf = data.map((pool) => pool.asOf).sort().pop() ?? ''; // prettier-ignore
      take(data, asOf, state.freshness === 'live' ? 'live' : 'current', nextCursor ? '' : asOf);
    } catch (thrown) {
      if (!signal.aborted) failed(toCreditsError(thrown));
    }
  }

  function renew(): void {
    // The server ends a stream with its token; the next stream's snapshot fills the gap. A failure waits for the `bye`.
    const again = () => {
      if (stream.running()) stream.start();
    };
    tokens.get().then(again, () => undefined);
  }

  function connect(): void {
    if (asleep || state.phase === 'signed-out') return;
    if (!wantsStream()) void load();
    else if (!stream.running()) stream.start();
  }

  function letGo(): void {
    requests.abort();
    requests = new AbortController();
    loading = null;
    polling = false;
    stream.stop();
    nextLoad.stop();
    renewal.stop();
  }

  function signIn(): void {
    streamRefused = false;
    if (state.phase === 'signed-out') set(nothingYet('loading'));
  }

  function signOut(error: CreditsError | null): void {
    letGo();
    tokens = tokensFrom(source, nowMs);
    set(nothingYet('signed-out', error));
  }

  return {
    state: () => state,
    nowMs,
    read,
    async refresh() {
      signIn();
      if (wantsStream() && state.freshness !== 'live') stream.start();
      await load();
    },
    logout: () => signOut(null),
    serves: (otherApi, { key }) => otherApi === api && key === source.key,
    use(renewed) {
      if (renewed.id === source.id) return;
      source = renewed;
      letGo();
      tokens = tokensFrom(source, nowMs);
      signIn();
      connect();
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      connect();
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size && !wantsStream()) stream.stop();
      };
    },
    close() {
      letGo();
      unwatch();
    },
  };
}
