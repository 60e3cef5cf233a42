import type { Problem, ProblemCode } from '../contract/index.js';

type Failure = {
  readonly status: number;
  readonly code: DrawdownError['code'];
  readonly detail: string;
  readonly idempotencyKey: string | null;
  readonly problem?: Problem | null;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
};

/** A failed request: an answer other than a success, an incomplete answer, or no answer. */
export class DrawdownError extends Error {
  override readonly name = 'DrawdownError';
  /** The HTTP status. 0 if there was no complete answer. */
  readonly status: number;
  /**
   * The stable code of the problem. `network_error` if there was no complete answer in time, `unknown` if the answer is
   * not Drawdown's. `invalid_request` with the status 0 if the request could not be made.
   */
  readonly code: ProblemCode | 'network_error' | 'unknown';
  readonly detail: string;
  /** The invalid fields (`invalid_request`). */
  readonly errors: NonNullable<Problem['errors']>;
  /** Identifies the request in the server's log. `null` if there was no answer. */
  readonly requestId: string | null;
  /**
   * The key that was sent, also if the client made it. Call again with this key: the write then happens once, even if
   * the failed request did it. `null` if the request had none.
   */
  readonly idempotencyKey: string | null;
  /** `true` if the same request with the same idempotency key may be sent again. */
  readonly retryable: boolean;
  /** The minimum wait that the server asks for, in milliseconds. 0 if it asks for none. */
  readonly retryAfterMs: number;
  /** The whole problem document, with fields such as `shortfall`. `null` if the answer had none. */
  readonly problem: Problem | null;

  constructor({ status, code, detail, idempotencyKey, problem = null, retryAfterMs = 0, cause }: Failure) {
    super(detail, { cause });
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = problem?.errors ?? [];
    this.requestId = problem?.requestId ?? null;
    this.idempotencyKey = idempotencyKey;
    this.retryable = code === 'network_error' || code === 'outcome_unknown' || RETRYABLE.has(status);
    this.retryAfterMs = retryAfterMs;
    this.problem = problem;
  }
}

const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A complete answer. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** The content type that a call expects. */
export type ContentType = 'application/json' | 'text/csv';

/** @throws DrawdownError for every answer except a success of the expected type: proxies and sign-in pages answer too */
export function bodyOf(answer: Answer, expected: ContentType, idempotencyKey: string | null): unknown {
  const { status, headers, text } = answer;
  if (status < 200 || status > 299) throw failureOf(answer, idempotencyKey);
  const type = mediaType(headers);
  const body = type === expected ? parsed(text, expected) : undefined;
  if (body !== undefined) return body;
  const detail = `The server answered ${status} with ${type || 'no content type'} instead of ${expected}.`;
  throw new DrawdownError({ status, code: 'unknown', detail, idempotencyKey });
}

function failureOf({ status, headers, text }: Answer, idempotencyKey: string | null): DrawdownError {
  const problem = mediaType(headers) === 'application/problem+json' ? asProblem(parsed(text)) : null;
  const location = headers.get('location');
  const to = location === null ? '' : ` and points to ${location}`;
  return new DrawdownError({
    ...{ status, problem, idempotencyKey },
    code: problem?.code ?? 'unknown',
    detail: problem?.detail ?? `The server answered ${status}${to}.`,
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
  });
}

/** `undefined` if the text is not JSON. */
function parsed(text: string, type: ContentType = 'application/json'): unknown {
  if (type === 'text/csv') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asProblem(body: unknown): Problem | null {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body ? (body as Problem) : null;
}

const mediaType = (headers: Headers): string =>
  (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Seconds or an HTTP date. 0 if the header is absent or neither. */
function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms > 0 ? ms : 0;
}
