import type { Problem, ProblemCode } from '../contract/index.js';

const RETRYABLE: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

/** A failed request: an answer other than a success, or no answer. */
export class DrawdownError extends Error {
  override readonly name = 'DrawdownError';
  /** The HTTP status. 0 if there was no answer. */
  readonly status: number;
  /** The stable code of the problem. `network_error` if there was no answer, `unknown` if the answer is not Drawdown's. */
  readonly code: ProblemCode | 'network_error' | 'unknown';
  readonly detail: string;
  /** The invalid fields (`invalid_request`). */
  readonly errors: NonNullable<Problem['errors']>;
  /** Identifies the request in the server's log. `null` if there was no answer. */
  readonly requestId: string | null;
  /** `true` if the same request with the same idempotency key may be sent again. */
  readonly retryable: boolean;
  /** The whole problem document, with fields such as `shortfall`. `null` if the answer had none. */
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
    this.code = problem?.code ?? (status === 0 ? 'network_error' : 'unknown');
    this.detail = detail;
    this.errors = problem?.errors ?? [];
    this.requestId = problem?.requestId ?? null;
    this.retryable = RETRYABLE.has(status) || this.code === 'outcome_unknown';
    this.problem = problem;
  }
}

/** The body may be anything, because proxies answer too. */
export async function errorFrom(response: Response): Promise<DrawdownError> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const problem = isProblem ? await response.json().then(asProblem, () => null) : null;
  return new DrawdownError(response.status, problem, problem?.detail ?? `The server answered ${response.status}.`);
}

function asProblem(body: unknown): Problem | null {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body ? (body as Problem) : null;
}
