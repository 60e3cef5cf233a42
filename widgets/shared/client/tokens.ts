import type { Clock } from './clock.js';
import { CreditsError } from './credits-error.js';
import { environment } from './environment.js';
import { lifetimeMs } from './jwt.js';
import type { IssuedToken, TokenSource } from './token-source.js';

/** A token is renewed this long before it expires, or a fifth of its life before, whichever is less. */
const MARGIN_MS = 60_000;

/** A key of the host's backend. It can read and change every customer, so a page must not hold one. */
const SERVER_KEY = /^dd_(live|test)_/;

type Held = { readonly token: string; readonly renewAtMs: number };

/** The one token of a client: fetched once for all who ask at the same time, renewed before it expires. */
export class Tokens {
  private held: Held | null = null;
  private pending: Promise<string> | null = null;
  private aborter = new AbortController();

  constructor(
    private source: TokenSource,
    private readonly clock: Clock,
  ) {}

  /** When to renew, on the page's clock. */
  get renewAtMs(): number {
    return this.held?.renewAtMs ?? Infinity;
  }

  /** Takes tokens from here from now on. */
  use(source: TokenSource): void {
    this.forget();
    this.source = source;
  }

  /** Drops the token and what is being fetched. */
  forget(): void {
    this.aborter.abort();
    this.aborter = new AbortController();
    this.held = null;
    this.pending = null;
  }

  /** A token that is good for now. */
  get(): Promise<string> {
    if (this.held && environment.now() < this.held.renewAtMs) return Promise.resolve(this.held.token);
    return this.renew();
  }

  /** Another token than the one the server refused; whoever was refused first fetches it for all. */
  async insteadOf(refused: string): Promise<string> {
    if (!this.held || this.held.token === refused) await this.renew();
    const token = await this.get();
    if (token === refused) throw new CreditsError('auth', 'unauthorized', { status: 401 });
    return token;
  }

  /** Fetches the next token, once for all callers. */
  renew(): Promise<string> {
    if (this.pending) return this.pending;
    const { signal } = this.aborter;
    const pending = this.fetch(signal).finally(() => {
      if (this.pending === pending) this.pending = null;
    });
    this.pending = pending;
    return pending;
  }

  private async fetch(signal: AbortSignal): Promise<string> {
    const issued = await this.source.issue(signal);
    if (signal.aborted) throw new CreditsError('auth', 'signed_out');
    if (!issued) throw new CreditsError('auth', 'signed_out', { status: 401 });
    if (SERVER_KEY.test(issued.token)) throw new CreditsError('configuration', 'server_key_refused');
    this.held = { token: issued.token, renewAtMs: environment.now() + this.usefulMs(issued) };
    return issued.token;
  }

  private usefulMs({ token, expiresAt }: IssuedToken): number {
    const life = lifetimeMs(token) ?? Date.parse(expiresAt ?? '') - this.clock.now();
    // Without a believable end the token is used until the server refuses it.
    return life > 0 ? life - Math.min(MARGIN_MS, life / 5) : Infinity;
  }
}
