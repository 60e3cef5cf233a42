import { CreditsError } from './credits-error.js';
import { inTime } from './timer.js';
import { claimsOf } from './token-source.js';
import type { IssuedToken, TokenSource } from './token-source.js';

/** Maximum time before expiry at which a token is renewed; at most a fifth of its life. */
const MARGIN_MS = 60_000;

/** A key of the host's backend. It can read and change every customer, so a page must not hold one. */
const SERVER_KEY = /^dd_(live|test)_/;

export type Tokens = {
  /** A valid token that differs from `refused`. @throws {CreditsError} if there is none */
  get(refused?: string): Promise<string>;
  renewAtMs(): number;
};

/** The claims come first: their difference does not depend on the page's clock. */
function lifeMs({ token, expiresAt }: IssuedToken, serverNowMs: number): number {
  const { iat, exp } = claimsOf(token) ?? {};
  return iat && exp ? (exp - iat) * 1000 : Date.parse(expiresAt ?? '') - serverNowMs;
}

export function tokensFrom(source: TokenSource, serverNowMs: () => number): Tokens {
  let held = '';
  let renewAtMs = 0;
  let pending: Promise<void> | null = null;

  async function renew(): Promise<void> {
    const issued = await inTime((signal) => source.issue(signal)).catch((thrown: unknown) => {
      if (thrown instanceof CreditsError && thrown.type === 'configuration') throw thrown;
      // The rejection may hold secrets, so it is dropped.
      throw new CreditsError('auth', 'token_unavailable', true);
    });
    if (!issued?.token) throw new CreditsError('auth', 'signed_out');
    if (SERVER_KEY.test(issued.token)) throw new CreditsError('configuration', 'server_key_refused');
    held = issued.token;
    const life = lifeMs(issued, serverNowMs());
    // A token without a plausible expiry is used until the server refuses it.
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
