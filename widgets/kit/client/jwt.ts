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
