import { errorOf } from './credits-error.js';
import type { Tokens } from './tokens.js';

/** The address of the credits server without its last slash, or null for what is none. */
export function usableApi(api: string | null | undefined): string | null {
  try {
    const { href } = new URL(api ?? '', location.href);
    return api && /^https?:/.test(href) ? href.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

/** Reads what the customer may see, by its path under the customer's routes. @throws {CreditsError} */
export type Reader = (path: string, signal: AbortSignal) => Promise<Response>;

/**
 * A GET as the customer. A refused token is replaced once; an answer that is no success is thrown.
 *
 * @throws {CreditsError}
 */
export async function get(url: string, tokens: Tokens, signal: AbortSignal): Promise<Response> {
  const send = (token: string) =>
    fetch(url, { headers: { Authorization: `Bearer ${token}` }, credentials: 'omit', signal });
  const token = await tokens.get();
  let response = await send(token);
  if (response.status === 401) response = await send(await tokens.get(token));
  if (!response.ok) throw await errorOf(response);
  return response;
}
