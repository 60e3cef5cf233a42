import { errorOf } from './credits-error.js';
import type { Tokens } from './tokens.js';

/** The address of the credits server without its last slash, or null for what is none. */
export function usableApi(api: string | null): string | null {
  try {
    const { protocol, origin, pathname } = new URL(api ?? '', location.href);
    return api && /^https?:$/.test(protocol) ? origin + pathname.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

/**
 * A GET as the customer. A refused token is replaced once; an answer that is no success is thrown.
 *
 * @throws {CreditsError}
 */
export async function get(url: string, tokens: Tokens, Accept: string, signal: AbortSignal): Promise<Response> {
  const send = (token: string) => {
    const headers = { Authorization: `Bearer ${token}`, Accept };
    return fetch(url, { headers, credentials: 'omit', cache: 'no-store', signal });
  };
  const token = await tokens.get();
  let response = await send(token);
  if (response.status === 401) response = await send(await tokens.get(token));
  if (!response.ok) throw await errorOf(response);
  return response;
}
