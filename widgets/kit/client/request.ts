import { errorOf } from './credits-error.js';
import { inTime } from './timer.js';
import { usableUrl } from './token-source.js';
import type { Tokens } from './tokens.js';

/** The address of the credits server without a trailing slash; `null` if it is invalid. */
export const usableApi = (api: string | null | undefined): string | null => usableUrl(api)?.replace(/\/+$/, '') ?? null;

/** Reads a path below `/customer/v1/`. @throws {CreditsError} */
export type Reader = (path: string, signal: AbortSignal) => Promise<Response>;

/** @throws {CreditsError} also if the answer is not complete in time */
export const readJson = <T>(read: Reader, path: string, signal: AbortSignal): Promise<T> =>
  inTime(async (limit) => (await (await read(path, limit)).json()) as T, signal);

/**
 * Reads with the customer's token. A token that the server refuses is replaced once.
 *
 * @throws {CreditsError} also for an unsuccessful response
 */
export async function get(url: string, tokens: Tokens, signal: AbortSignal): Promise<Response> {
  const send = (token: string) =>
    fetch(url, { headers: { Authorization: `Bearer ${token}` }, credentials: 'omit', redirect: 'error', signal });
  const token = await tokens.get();
  let response = await send(token);
  if (response.status === 401) response = await send(await tokens.get(token));
  if (!response.ok) throw await errorOf(response);
  return response;
}
