import type { Tokens } from './tokens.js';
import { CreditsError, errorOf } from './credits-error.js';
import { environment } from './environment.js';

/** The address of the credits server without its last slash, or null for what is none. */
export function usableApi(api: string | null): string | null {
  try {
    const url = new URL(api ?? '', globalThis.location?.href);
    return api && /^https?:$/.test(url.protocol) ? url.origin + url.pathname.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

const send = (url: string, token: string, accept: string, signal: AbortSignal): Promise<Response> =>
  environment.fetch(url, {
    headers: { Authorization: `Bearer ${token}`, Accept: accept },
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'strict-origin-when-cross-origin',
    signal,
  });

/**
 * A GET as the customer. A refused token is replaced once; an answer that is no success is thrown.
 *
 * @throws {CreditsError}
 */
export async function get(url: string, tokens: Tokens, accept: string, signal: AbortSignal): Promise<Response> {
  const token = await tokens.get();
  let response = await send(url, token, accept, signal);
  if (response.status === 401) {
    response = await send(url, await tokens.insteadOf(token), accept, signal);
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** The same for JSON. */
export async function getJson<T>(url: string, tokens: Tokens, signal: AbortSignal): Promise<T> {
  const response = await get(url, tokens, 'application/json', signal);
  try {
    return (await response.json()) as T;
  } catch {
    throw new CreditsError('api', 'unexpected_answer', { retryable: true });
  }
}
