import type { Problem } from '../../../server/contract/index.js';

/** The part that failed: the network, the server (`api`), the token (`auth`), or the page's setup (`configuration`). */
export type CreditsErrorType = 'network' | 'api' | 'auth' | 'configuration';

/**
 * A failure that is safe to show and to log: it never carries a token, an address or a foreign message. `code` is
 * stable: a problem code of the server, or one of `unreachable`, `token_unavailable`, `unauthorized`, `signed_out`,
 * `server_key_refused`, `api_missing`, `token_url_invalid`, `unknown_credit_type` and `no_stream`.
 */
export class CreditsError extends Error {
  constructor(
    readonly type: CreditsErrorType,
    readonly code: string,
    readonly retryable = false,
    readonly status: number | null = null,
    readonly requestId: string | null = null,
    readonly retryAfterMs = 0,
  ) {
    super(`Credits: ${code}`);
  }
}

const safe = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? value : null;

/** The error for an unsuccessful response. It takes only codes and ids, because other text may hold anything. */
export async function errorOf(response: Response): Promise<CreditsError> {
  const { status, headers } = response;
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return new CreditsError(
    status === 401 ? 'auth' : 'api',
    safe(problem?.code) ?? `http_${status}`,
    status >= 500 || status === 429 || status === 408,
    status,
    safe(problem?.requestId),
    // The server sends seconds, never the date form, which would need its clock.
    Number(headers.get('Retry-After')) * 1000 || 0,
  );
}

/** A foreign error, for example a failed fetch, becomes `unreachable`; its own message is dropped. */
export const toCreditsError = (thrown: unknown): CreditsError =>
  thrown instanceof CreditsError ? thrown : new CreditsError('network', 'unreachable', true);
