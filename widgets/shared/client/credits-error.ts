import type { Problem } from '../../../server/contract/index.js';

/** Where it went wrong: on the way, at the server, with the token, or in how the page was set up. */
export type CreditsErrorType = 'network' | 'api' | 'auth' | 'configuration';

type Details = {
  readonly retryable?: boolean;
  readonly requestId?: string | null;
  readonly status?: number | null;
  readonly retryAfterMs?: number | null;
};

/**
 * A failure that is safe to show and to log: it never carries a token, an address or a message from elsewhere.
 * `code` is stable: a problem code of the server, or one of the client's own (`unreachable`, `token_unavailable`,
 * `signed_out`, `server_key_refused`, `api_missing`, `unexpected_answer`).
 */
export class CreditsError extends Error {
  readonly retryable: boolean;
  /** The server's id of the request, for support. */
  readonly requestId: string | null;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    readonly type: CreditsErrorType,
    readonly code: string,
    { retryable = false, requestId = null, status = null, retryAfterMs = null }: Details = {},
  ) {
    super(`Credits: ${code}`);
    this.retryable = retryable;
    this.requestId = requestId;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const NUMBER_OF_SECONDS = /^\d{1,6}$/;
const SAFE = /^[\w.:-]{1,128}$/;

/** `Retry-After` in seconds; the date form would need the server's clock and is not sent by ours. */
function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('Retry-After');
  return header !== null && NUMBER_OF_SECONDS.test(header) ? Number(header) * 1000 : null;
}

const safe = (value: unknown): string | null => (typeof value === 'string' && SAFE.test(value) ? value : null);

/** An answer that is no success, as an error. Only codes and ids are taken from it. */
export async function errorOf(response: Response): Promise<CreditsError> {
  const { status } = response;
  const problem = await response.json().then(
    (body: Partial<Problem> | null) => body ?? {},
    (): Partial<Problem> => ({}),
  );
  return new CreditsError(status === 401 ? 'auth' : 'api', safe(problem.code) ?? `http_${status}`, {
    status,
    retryable: status >= 500 || status === 429 || status === 408,
    requestId: safe(problem.requestId),
    retryAfterMs: retryAfterMs(response),
  });
}

/** Whatever was thrown, as an error of ours; a failed fetch says nothing but that. */
export function toCreditsError(thrown: unknown): CreditsError {
  return thrown instanceof CreditsError ? thrown : new CreditsError('network', 'unreachable', { retryable: true });
}
