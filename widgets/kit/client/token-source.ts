import { CreditsError } from './credits-error.js';

/** The claims are not verified here; the server does that. */
export type Claims = { readonly iat?: number; readonly exp?: number; readonly nbf?: unknown; readonly jti?: unknown };

/** `null` for an opaque token. */
export function claimsOf(token: string): Claims | null {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}

/** Returns the customer's short-lived token, usually from your backend. An empty string means nobody is signed in. */
export type TokenProvider = () => Promise<string>;

/** An issued token. `expiresAt` is an ISO 8601 instant, absent if unknown. */
export type IssuedToken = { readonly token: string; readonly expiresAt?: string };

/** Elements with an equal `key` share one client. */
export type TokenSource = {
  readonly key: unknown;
  /** A different `id` with the same `key` is a renewed token of the same customer. */
  readonly id?: string;
  /** Resolves with `null` if nobody is signed in. A rejection means that no token is available for now. */
  issue(signal: AbortSignal): Promise<IssuedToken | null>;
};

/** The absolute address; `null` if it is invalid or not of the web, such as `data:`. */
export function usableUrl(url: string | null | undefined): string | null {
  try {
    const { href } = new URL(url ?? '', location.href);
    return url && /^https?:/.test(href) ? href : null;
  } catch {
    return null;
  }
}

/** A redirect is a failure: another site must not be able to answer with a token. */
async function fromUrl(url: string, signal: AbortSignal): Promise<IssuedToken | null> {
  if (!usableUrl(url)) throw new CreditsError('configuration', 'token_url_invalid');
  const response = await fetch(url, { method: 'POST', credentials: 'same-origin', redirect: 'error', signal });
  if ([204, 401, 403].includes(response.status)) return null;
  if (!response.ok) throw new Error();
  return (await response.json()) as IssuedToken;
}

/** A renewed token differs only in its times and ids. With equal other claims it belongs to the same customer. */
function fromText(token: string): TokenSource {
  const { iat: _iat, exp: _exp, nbf: _nbf, jti: _jti, ...who } = claimsOf(token) ?? { token };
  return { key: JSON.stringify(who), id: token, issue: async () => ({ token }) };
}

/** A provider comes before an address, and an address before a token; `null` if none is set. */
export function tokenSource(
  token?: string | null,
  url?: string | null,
  provider?: TokenProvider | null,
): TokenSource | null {
  if (provider) return { key: provider, issue: async () => ({ token: await provider() }) };
  if (url) return { key: url, issue: (signal) => fromUrl(url, signal) };
  // The property may hold a value that is not text. Only text has a first character.
  return token?.[0] ? fromText(token) : null;
}
