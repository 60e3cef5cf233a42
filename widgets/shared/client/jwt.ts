/** What the page may want to know of its own token. Nothing here is verified; the server does that. */
export type Claims = { readonly iat?: unknown; readonly exp?: unknown; readonly nbf?: unknown; readonly jti?: unknown };

/** The claims of a JWT, or null for a token of another kind. */
export function claimsOf(token: string): Claims | null {
  try {
    const body = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const claims: unknown = JSON.parse(atob(body));
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}

/** How long a token lives from its issue, in milliseconds: a difference, so the page's own clock does not matter. */
export function lifetimeMs(token: string): number | null {
  const { iat, exp } = claimsOf(token) ?? {};
  return typeof iat === 'number' && typeof exp === 'number' && exp > iat ? (exp - iat) * 1000 : null;
}
