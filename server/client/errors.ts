import type { Problem, ProblemCode } from '../contract/index.js';

/** What the server answered instead of a success, or that nothing answered at all. */
export class DrawdownError extends Error {
  override readonly name = 'DrawdownError';
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The stable name of the problem; `network_error` when there was no answer, `unknown` when it was not Drawdown's. */
  readonly code: ProblemCode | 'network_error' | 'unknown';
  readonly detail: string;
  /** What is wrong with which field (`invalid_request`). */
  readonly errors: NonNullable<Problem['errors']>;
  /** For the server's log; null when there was no answer. */
  readonly requestId: string | null;
  /** true: nothing is known to have been done, and the same request with the same key may be sent again. */
  readonly retryable: boolean;
  /** The whole problem, such as the `shortfall` of `insufficient_credits`; null when there was none. */
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
    this.code = problem?.code ?? (status === 0 ? 'network_error' : 'unknown');
    this.detail = detail;
    this.errors = problem?.errors ?? [];
    this.requestId = problem?.requestId ?? null;
    this.retryable = status === 0 || status === 429 || status === 502 || status === 503 || status === 504;
    this.problem = problem;
  }
}

/** The error that an answer amounts to. Proxies answer too, so the body may be anything. */
export async function errorFrom(response: Response): Promise<DrawdownError> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const problem = isProblem ? await response.json().then(asProblem, () => null) : null;
  return new DrawdownError(response.status, problem, problem?.detail ?? `The server answered ${response.status}.`);
}

function asProblem(body: unknown): Problem | null {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body ? (body as Problem) : null;
}
