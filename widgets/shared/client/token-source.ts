import type { CustomerToken } from '../../../server/contract/index.js';
import { CreditsError } from './credits-error.js';
import { environment } from './environment.js';
import { claimsOf } from './jwt.js';

/** Gives the page's short-lived token: from your backend, most often. An empty one means that nobody is signed in. */
export type TokenProvider = () => Promise<string>;

/** A token as it was issued; `expiresAt` where the source knows it. */
export type IssuedToken = { readonly token: string; readonly expiresAt?: string };

/** Where tokens come from. Elements with an equal `key` share one client. */
export interface TokenSource {
  readonly key: unknown;
  /** Two of one key and another `id` are of the same customer, the second renewed by the host. */
  readonly id: unknown;
  /** Null: nobody is signed in. */
  issue(signal: AbortSignal): Promise<IssuedToken | null>;
}

const unavailable = () => new CreditsError('auth', 'token_unavailable', { retryable: true });

function fromProvider(provider: TokenProvider): TokenSource {
  return {
    key: provider,
    id: provider,
    async issue() {
      try {
        const token = await provider();
        return token ? { token } : null;
      } catch {
        // The provider's own message may hold anything, so it goes no further.
        throw unavailable();
      }
    },
  };
}

function fromUrl(url: string): TokenSource {
  return {
    key: `url ${url}`,
    id: url,
    async issue(signal) {
      let response: Response;
      try {
        response = await environment.fetch(url, {
          method: 'POST',
          credentials: 'same-origin',
          cache: 'no-store',
          headers: { Accept: 'application/json' },
          signal,
        });
      } catch {
        throw unavailable();
      }
      if (response.status === 401 || response.status === 403 || response.status === 204) return null;
      const issued = (await response.json().catch(() => null)) as Partial<CustomerToken> | null;
      if (!response.ok || !issued || typeof issued.token !== 'string') throw unavailable();
      return issued.token ? { ...issued, token: issued.token } : null;
    },
  };
}

/** The host renews such a token by setting the attribute again; one for the same customer keeps the same client. */
function fromText(token: string): TokenSource {
  const { iat: _iat, exp: _exp, nbf: _nbf, jti: _jti, ...who } = claimsOf(token) ?? { token };
  return { key: `token ${JSON.stringify(who)}`, id: token, issue: () => Promise.resolve({ token }) };
}

/** What an element was given: the provider goes before the address, and both before a token. */
export type TokenInputs = {
  readonly token: string | null;
  readonly tokenUrl: string | null;
  readonly tokenProvider: TokenProvider | null;
};

/** The source that an element's inputs name, or null when there is none. */
export function tokenSource({ token, tokenUrl, tokenProvider }: TokenInputs): TokenSource | null {
  if (typeof tokenProvider === 'function') return fromProvider(tokenProvider);
  if (tokenUrl) return fromUrl(tokenUrl);
  return token ? fromText(token) : null;
}
