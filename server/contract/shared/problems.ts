import { z } from '@hono/zod-openapi';

/** The closed set of problems (RFC 9457): each stable `code` with its HTTP status and title. */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  idempotency_key_required: { status: 400, title: 'An Idempotency-Key header is required' },
  unauthorized: { status: 401, title: 'The credential is missing, unknown or expired' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  forbidden: { status: 403, title: 'The credential does not allow this' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The path does not support this method' },
  already_exists: { status: 409, title: 'The id is taken' },
  idempotency_conflict: { status: 409, title: 'The idempotency key was used for another request' },
  payment_reference_used: { status: 409, title: 'The payment reference was used for another grant' },
  plan_not_published: { status: 409, title: 'The plan has no published version' },
  plan_archived: { status: 409, title: 'The plan is archived' },
  customer_erased: { status: 409, title: 'The customer is erased' },
  subscription_cancelled: { status: 409, title: 'The subscription is cancelled' },
  credit_type_archived: { status: 409, title: 'The credit type is archived' },
  credit_type_in_use: { status: 409, title: 'Published plans use the credit type' },
  no_draft: { status: 409, title: 'The plan has no draft to publish' },
  grant_ended: { status: 409, title: 'The grant has ended' },
  grant_started: { status: 409, title: 'The grant has started' },
  payment_not_pending: { status: 409, title: 'The grant has no pending payment' },
  payload_too_large: { status: 413, title: 'The request body is too large' },
  unsupported_media_type: { status: 415, title: 'The request body must be application/json' },
  no_rate: { status: 422, title: 'The feature has no rate for this customer' },
  no_meter: { status: 422, title: 'No feature meters this event' },
  timestamp_out_of_range: { status: 422, title: 'The timestamp is too far in the past or future' },
  amount_out_of_range: { status: 422, title: 'The pool cannot hold this amount' },
  rate_too_small: { status: 422, title: 'A rate is below a millionth of a credit per unit' },
  clock_not_forward: { status: 422, title: 'The test clock only moves forward' },
  rate_limited: { status: 429, title: 'Too many requests' },
  too_many_streams: { status: 429, title: 'Too many open streams' },
  internal_error: { status: 500, title: 'Internal server error' },
  overloaded: { status: 503, title: 'The server is overloaded; try again shortly' },
  clock_jumped: { status: 503, title: 'The server clock jumped; writes wait until it is steady' },
  unavailable: { status: 503, title: 'The store is not available for writes' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const ProblemCodeName = z.enum(codes);

/** The body of every error response, as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:drawdown:problem:insufficient_credits' }),
    title: z.string(),
    status: z.number().int(),
    code: ProblemCodeName,
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
    creditTypeId: z.string().optional().openapi({ description: 'The pool that ran out (insufficient_credits).' }),
    planIds: z
      .array(z.string())
      .optional()
      .openapi({ description: 'The plans that use the credit type (credit_type_in_use).' }),
    balance: z.string().optional(),
    available: z.string().optional(),
    required: z.string().optional(),
    shortfall: z.string().optional(),
    limit: z.enum(['hard', 'soft']).optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;

type ProblemResponse = {
  description: string;
  content: { 'application/problem+json': { schema: typeof Problem } };
  'x-problems': readonly ProblemCode[];
};

/** The problem responses of a route, grouped by status. */
export function problems(...named: readonly ProblemCode[]): Record<number, ProblemResponse> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of named) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses: Record<number, ProblemResponse> = {};
  for (const [status, list] of byStatus) {
    responses[status] = {
      description: list.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
      content: { 'application/problem+json': { schema: Problem } },
      'x-problems': list,
    };
  }
  return responses;
}

/** Like `problems`, plus the problems that every write can have. */
export const writeProblems = (...named: readonly ProblemCode[]): Record<number, ProblemResponse> =>
  problems(...named, 'clock_jumped', 'unavailable');
