import type { Balance, Balances } from '../../../server/contract/index.js';
import { balanceStream } from './balance-stream.js';
import { mergeBalances } from './balances.js';
import type { CreditsError } from './credits-error.js';
import { toCreditsError } from './credits-error.js';
import { watchPage } from './page-life.js';
import type { Reader } from './request.js';
import { get } from './request.js';
import type { ClientState, Freshness } from './state.js';
import { nothingYet } from './state.js';
import { timer } from './timer.js';
import type { TokenSource } from './token-source.js';
import { tokensFrom } from './tokens.js';

/** How often the numbers are asked for while they cannot be streamed. */
const POLL_MS = 60_000;
/** After an instant at which time changes a balance, the server gets a moment to write that down. */
const SETTLE_MS = 2_000;

/** One that wants to know; `live` ones keep the stream open. */
export type Subscriber = { readonly live: boolean; onChange(): void };

/**
 * All that the elements of a page share for one server and one customer: a token, a stream, and the newest balances.
 * It works while somebody is subscribed and lets go of everything when nobody is.
 */
export type CreditsClient = {
  /** What is known; read it again when told of a change. */
  state(): ClientState;
  /** The server's clock as the page can know it: the page's own may be hours off. */
  nowMs(): number;
  /** Asks the server now; resolves when its answer, or its failure, is known. */
  refresh(): Promise<void>;
  /** Reads what else the customer may see; the same function as long as it is the same client. */
  readonly read: Reader;
  /** Forgets the customer: ends what is under way, drops the token and the numbers, and stays signed out. */
  logout(): void;
  /** Whether it is the client for tokens from there. */
  serves(api: string, source: TokenSource): boolean;
  /** Takes a renewed token of the same customer, if it is one, without losing the numbers. */
  use(source: TokenSource): void;
  /** Call the result to leave; it says whether nobody is left, and the client is closed. */
  subscribe(subscriber: Subscriber): () => boolean;
};

export function creditsClient(api: string, source: TokenSource): CreditsClient {
  let state = nothingYet('loading');
  /** How far the server's clock is ahead of the page's. */
  let aheadMs = 0;
  const nowMs = () => Date.now() + aheadMs;
  /** Replaced when the customer's token is dropped: what the old ones are still to bring is lost with them. */
  let tokens = tokensFrom(source, nowMs);
  let loading: Promise<void> | null = null;
  let asleep = false;
  /** The server offers this page no stream: it is asked instead. */
  let streamRefused = false;
  /** The stream is down, and the numbers are asked for until it is back. */
  let polling = false;
  /** Aborts when the page lets go of the network. */
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
      if (isSignOut(error)) signOut(error);
      // The numbers may still be had by asking; whether they can is what decides that they are stale.
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
    // What should have changed already and has not is not asked for at full speed.
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
      // The same failure again is no news.
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
      const response = await read('balances', signal);
      const { data } = (await response.json()) as Balances;
      if (signal.aborted) return;
      const asOf = data.map((pool) => pool.asOf).sort().pop() ?? ''; // prettier-ignore
      take(data, asOf, state.freshness === 'live' ? 'live' : 'current', asOf);
    } catch (thrown) {
      if (!signal.aborted) failed(toCreditsError(thrown));
    }
  }

  function renew(): void {
    // The open stream ends with its token; a new one begins with a snapshot, so nothing is missed between them. Where
    // there is no token, the server says `bye` when the old one ends: that way is prepared for failures.
    const again = () => {
      if (stream.running()) stream.start();
    };
    tokens.get().then(again, () => undefined);
  }

  /** Gets what is missing: the stream for those who want it, else one answer. */
  function connect(): void {
    if (asleep || state.phase === 'signed-out') return;
    if (!wantsStream()) void load();
    else if (!stream.running()) stream.start();
  }

  /** Ends what is under way and keeps what is known. */
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
        if (!wantsStream()) stream.stop();
        if (subscribers.size) return false;
        letGo();
        unwatch();
        return true;
      };
    },
  };
}
