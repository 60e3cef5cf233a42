import type { Problem } from '../../../server/contract/index.js';

/** Where it went wrong: on the way, at the server, with the token, or in how the page was set up. */
export type CreditsErrorType = 'network' | 'api' | 'auth' | 'configuration';

/**
 * A failure that is safe to show and to log: it never carries a token, an address or a message from elsewhere.
 * `code` is stable: a problem code of the server, or one of the client's own (`unreachable`, `token_unavailable`,
 * `unauthorized`, `signed_out`, `server_key_refused`, `api_missing`, `no_stream`).
 */
export class CreditsError extends Error {
  constructor(
    readonly type: CreditsErrorType,
    readonly code: string,
    readonly retryable = false,
    readonly status: number | null = null,
    /** The server's id of the request, for support. */
    readonly requestId: string | null = null,
    /** How long the server asks to be left alone. */
    readonly retryAfterMs = 0,
  ) {
    super(`Credits: ${code}`);
  }
}

/** A code or an id, or null for what might be anything. */
const safe = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? value : null;

/** An answer that is no success, as an error. Only codes and ids are taken from it. */
export async function errorOf(response: Response): Promise<CreditsError> {
  const { status, headers } = response;
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return new CreditsError(
    status === 401 ? 'auth' : 'api',
    safe(problem?.code) ?? `http_${status}`,
    status >= 500 || status === 429 || status === 408,
    status,
    safe(problem?.requestId),
    // The form with a date would need the server's clock, and is not sent by ours.
    Number(headers.get('Retry-After')) * 1000 || 0,
  );
}

/** Whatever was thrown, as an error of ours; a failed fetch says nothing but that. */
export const toCreditsError = (thrown: unknown): CreditsError =>
  thrown instanceof CreditsError ? thrown : new CreditsError('network', 'unreachable', true);
