/** The claims of the page's own token, not verified: the server does that. */
export type Claims = { readonly iat?: number; readonly exp?: number; readonly nbf?: unknown; readonly jti?: unknown };

/** The claims of a JWT; `null` for an opaque token. */
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

/** A source of tokens. Elements with an equal `key` share one client. */
export type TokenSource = {
  readonly key: unknown;
  /** Sources with one `key` and different `id`s belong to one customer: the host has renewed the token. */
  readonly id?: string;
  /** Resolves with `null` if nobody is signed in. Any rejection counts as "unavailable". */
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

/** The source that an element names: provider, else address, else token; `null` if none is set. */
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
