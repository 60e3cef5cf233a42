import { CreditsError } from './credits-error.js';
import { claimsOf } from './token-source.js';
import type { IssuedToken, TokenSource } from './token-source.js';

/** A token is renewed this long before it expires, or a fifth of its life before, whichever is less. */
const MARGIN_MS = 60_000;

/** A key of the host's backend. It can read and change every customer, so a page must not hold one. */
const SERVER_KEY = /^dd_(live|test)_/;

/** The one token of a client: fetched once for all who ask at the same time, renewed before it expires. */
export type Tokens = {
  /** A token that is good for now, and another one than the server has just refused. @throws {CreditsError} */
  get(refused?: string): Promise<string>;
  /** When to renew it, on the page's clock. */
  renewAtMs(): number;
};

/** How long a token lives. By its own claims that is a difference, so that the page's clock does not matter. */
function lifeMs({ token, expiresAt }: IssuedToken, serverNowMs: number): number {
  const { iat, exp } = claimsOf(token) ?? {};
  return iat && exp ? (exp - iat) * 1000 : Date.parse(expiresAt ?? '') - serverNowMs;
}

export function tokensFrom(source: TokenSource, serverNowMs: () => number): Tokens {
  let held = '';
  let renewAtMs = 0;
  let pending: Promise<void> | null = null;

  async function renew(): Promise<void> {
    const issued = await source.issue().catch(() => {
      // What the source threw may hold anything, so it goes no further.
      throw new CreditsError('auth', 'token_unavailable', true);
    });
    if (!issued?.token) throw new CreditsError('auth', 'signed_out');
    if (SERVER_KEY.test(issued.token)) throw new CreditsError('configuration', 'server_key_refused');
    held = issued.token;
    const life = lifeMs(issued, serverNowMs());
    // Without a believable end the token is used until the server refuses it.
    renewAtMs = life > 0 ? Date.now() + life - Math.min(MARGIN_MS, life / 5) : Infinity;
  }

  return {
    async get(refused = '') {
      if (held === refused || Date.now() >= renewAtMs) {
        await (pending ??= renew().finally(() => (pending = null)));
      }
      if (held === refused) throw new CreditsError('auth', 'unauthorized', false, 401);
      return held;
    },
    renewAtMs: () => renewAtMs,
  };
}
