import type { Balances } from '../../../server/contract/index.js';
import { BalanceStore } from './balance-store.js';
import { BalanceStream } from './balance-stream.js';
import { Clock } from './clock.js';
import type { CreditsError } from './credits-error.js';
import { toCreditsError } from './credits-error.js';
import { environment } from './environment.js';
import { watchPage } from './page-life.js';
import { getJson } from './request.js';
import type { ClientState, Freshness } from './state.js';
import { LOADING, sameState } from './state.js';
import { Timer } from './timer.js';
import type { TokenSource } from './token-source.js';
import { Tokens } from './tokens.js';

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
export class CreditsClient {
  /** What is known; read it again when told of a change. */
  state: ClientState = LOADING;
  readonly clock = new Clock();

  private readonly tokens: Tokens;
  private readonly store = new BalanceStore();
  private readonly stream: BalanceStream;
  private readonly subscribers = new Set<Subscriber>();
  private readonly poll = new Timer(() => void this.load());
  private readonly dueChange = new Timer(() => void this.load());
  private readonly renewal = new Timer(() => void this.renew());
  private aborter = new AbortController();
  private loading: Promise<void> | null = null;
  private unwatch: (() => void) | null = null;
  private paused = false;
  /** The server offers this page no stream: it is asked instead. */
  private streamRefused = false;

  constructor(
    private readonly api: string,
    source: TokenSource,
  ) {
    this.tokens = new Tokens(source, this.clock);
    this.stream = new BalanceStream(`${api}/customer/v1/stream`, this.tokens, {
      onSnapshot: ({ balances, asOf }) => {
        this.poll.stop();
        this.clock.set(asOf);
        this.store.putAll(balances, asOf);
        this.publish('live', null);
        this.renewal.at(this.tokens.renewAtMs);
      },
      onBalance: (balance) => {
        this.clock.set(balance.asOf);
        if (this.store.put(balance)) this.publish('live', null);
      },
      onDown: (error, willRetry) => this.streamDown(error, willRetry),
    });
  }

  get used(): boolean {
    return this.subscribers.size > 0;
  }

  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    this.unwatch ??= watchPage({
      onPause: () => this.pause(),
      onResume: () => this.resume(),
      onOffline: () => this.goOffline(),
      onOnline: () => {
        if (!this.paused) this.resume();
      },
    });
    this.connect();
    return () => {
      this.subscribers.delete(subscriber);
      if (!this.wantsStream()) this.stream.stop();
      if (!this.used) this.close();
    };
  }

  /** Asks the server now; resolves when its answer, or its failure, is known. */
  async refresh(): Promise<void> {
    if (this.state.phase === 'signed-out') this.set({ ...LOADING });
    this.streamRefused = false;
    if (this.wantsStream() && this.state.freshness !== 'live') this.stream.start();
    await this.load();
  }

  /** Forgets the customer: ends what is under way, drops the token and the numbers, and stays signed out. */
  logout(): void {
    this.signOut(null);
  }

  /** Takes a renewed token of the same customer without losing the numbers. */
  useSource(source: TokenSource): void {
    this.tokens.use(source);
    this.aborter.abort();
    this.aborter = new AbortController();
    this.loading = null;
    this.stream.stop();
    if (this.state.phase === 'signed-out') this.set({ ...LOADING });
    this.connect();
  }

  private wantsStream(): boolean {
    return !this.streamRefused && [...this.subscribers].some(({ live }) => live);
  }

  /** Gets what is missing: the stream for those who want it, else one answer. */
  private connect(): void {
    if (this.paused || !this.used || this.state.phase === 'signed-out') return;
    if (this.wantsStream()) {
      if (!this.stream.running) this.stream.start();
    } else if (this.state.phase !== 'ready') void this.load();
  }

  private load(): Promise<void> {
    if (this.loading) return this.loading;
    const loading = this.fetchBalances().finally(() => {
      if (this.loading === loading) this.loading = null;
    });
    this.loading = loading;
    return loading;
  }

  private async fetchBalances(): Promise<void> {
    const { signal } = this.aborter;
    try {
      const { data } = await getJson<Balances>(`${this.api}/customer/v1/balances`, this.tokens, signal);
      if (signal.aborted) return;
      const asOf = data.reduce((newest, pool) => (pool.asOf > newest ? pool.asOf : newest), '');
      this.clock.set(asOf);
      this.store.putAll(data, asOf);
      this.publish(this.state.freshness === 'live' ? 'live' : 'current', null);
    } catch (thrown) {
      if (!signal.aborted) this.failed(toCreditsError(thrown));
    }
  }

  private streamDown(error: CreditsError, willRetry: boolean): void {
    if (error.type === 'auth' && !error.retryable) return this.signOut(error);
    if (error.type === 'configuration' || error.status === 403) return this.failed(error);
    if (!willRetry) this.streamRefused = true;
    // The numbers may still be had by asking; whether they can is what decides that they are stale.
    if (this.poll.set) return;
    this.poll.in(POLL_MS);
    void this.load();
  }

  private failed(error: CreditsError): void {
    if (error.type === 'auth' && !error.retryable) return this.signOut(error);
    const offline = error.type === 'network' && !globalThis.navigator?.onLine;
    this.publish(offline ? 'offline' : 'stale', error);
    if (error.retryable) this.poll.in(POLL_MS);
    else {
      this.stream.stop();
      this.poll.stop();
    }
  }

  private async renew(): Promise<void> {
    try {
      await this.tokens.renew();
      // The open stream ends with its token; a new one begins with a snapshot, so nothing is missed between them.
      if (this.stream.running) this.stream.start();
    } catch {
      // The server says `bye` when the old token ends; that way is prepared for failures.
    }
  }

  private publish(freshness: Freshness, error: CreditsError | null): void {
    const { all } = this.store;
    this.set({
      phase: all ? 'ready' : 'error',
      balances: all ?? [],
      freshness,
      asOfMs: error ? this.state.asOfMs : this.clock.now(),
      error: error?.code === this.state.error?.code ? this.state.error : error,
    });
    if (error) return;
    if (freshness === 'current') this.poll.in(this.wantsStream() || this.streamRefused ? POLL_MS : Infinity);
    const due = Math.min(...this.state.balances.map(({ validUntil }) => Date.parse(validUntil ?? '') || Infinity));
    const away = due - this.clock.now();
    // What should have changed already and has not is not asked for at full speed.
    this.dueChange.in(away > 0 ? away + SETTLE_MS * (1 + environment.random()) : Infinity);
  }

  private set(state: ClientState): void {
    const same = sameState(this.state, state);
    this.state = state;
    if (!same) for (const subscriber of [...this.subscribers]) subscriber.onChange();
  }

  private signOut(error: CreditsError | null): void {
    this.letGo();
    this.tokens.forget();
    this.store.clear();
    this.set({ ...LOADING, phase: 'signed-out', error });
  }

  private pause(): void {
    this.paused = true;
    this.letGo();
  }

  private resume(): void {
    this.paused = false;
    if (this.wantsStream()) this.connect();
    else if (this.used && this.state.phase !== 'signed-out') void this.load();
  }

  private goOffline(): void {
    if (this.state.phase === 'signed-out') return;
    this.letGo();
    this.publish('offline', toCreditsError(null));
  }

  /** Ends what is under way and keeps what is known. */
  private letGo(): void {
    this.aborter.abort();
    this.aborter = new AbortController();
    this.loading = null;
    this.stream.stop();
    for (const timer of [this.poll, this.dueChange, this.renewal]) timer.stop();
  }

  private close(): void {
    this.letGo();
    this.tokens.forget();
    this.unwatch?.();
    this.unwatch = null;
  }
}
