/** What the page may want to know of its own token. Nothing here is verified; the server does that. */
export type Claims = { readonly iat?: number; readonly exp?: number; readonly nbf?: unknown; readonly jti?: unknown };

/** The claims of a JWT, or null for a token of another kind. */
export function claimsOf(token: string): Claims | null {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}

/** Gives the page's short-lived token: from your backend, most often. An empty one means that nobody is signed in. */
export type TokenProvider = () => Promise<string>;

/** A token as it was issued; `expiresAt` where the source knows it. */
export type IssuedToken = { readonly token: string; readonly expiresAt?: string };

/** Where tokens come from. Elements with an equal `key` share one client. */
export type TokenSource = {
  readonly key: unknown;
  /** Two of one key and another `id` are of the same customer, the second renewed by the host. */
  readonly id?: string;
  /** Null: nobody is signed in. Whatever it throws counts as "could not be had". */
  issue(): Promise<IssuedToken | null>;
};

async function fromUrl(url: string): Promise<IssuedToken | null> {
  const response = await fetch(url, { method: 'POST', credentials: 'same-origin' });
  if ([204, 401, 403].includes(response.status)) return null;
  if (!response.ok) throw new Error();
  return (await response.json()) as IssuedToken;
}

/** A token in an attribute is renewed by setting it again; one for the same customer keeps the same client. */
function fromText(token: string): TokenSource {
  const { iat: _iat, exp: _exp, nbf: _nbf, jti: _jti, ...who } = claimsOf(token) ?? { token };
  return { key: JSON.stringify(who), id: token, issue: async () => ({ token }) };
}

/** The source that an element names: the provider goes before the address, and both before a token; null for none. */
export function tokenSource(
  token?: string | null,
  url?: string | null,
  provider?: TokenProvider | null,
): TokenSource | null {
  if (provider) return { key: provider, issue: async () => ({ token: await provider() }) };
  if (url) return { key: url, issue: () => fromUrl(url) };
  // Only text has a first character.
  return token?.[0] ? fromText(token) : null;
}
