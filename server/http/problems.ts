import { randomUUID } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';
import type { z } from '@hono/zod-openapi';
import { PROBLEMS, type Problem, type ProblemCode } from '../contract/index.js';
import { ClockJumped, type Decided, EngineOverloaded } from '../engine/engine.js';
import type { Refusal } from '../ledger/protocol.js';
import { type CatalogRefusal, StoreUnavailable } from '../store/store.js';
import { TooManyStreams } from '../streaming/hub.js';
import { jsonAnswer } from './answer.js';
import type { HttpContext } from './deps.js';

export type FieldError = { readonly path: string; readonly message: string };

type Extras = {
  readonly errors?: readonly FieldError[];
  readonly shortfall?: NonNullable<Refusal['shortfall']>;
  readonly planIds?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request that is answered with a problem. Thrown anywhere in `http/`; nothing else turns into an answer. */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly extras: Extras = {},
  ) {
    super(detail);
  }
}

export const notFound = (what: string, id: string) => new Rejection('not_found', `There is no ${what} ${id}.`);

/** The mark of an answer that was given before. */
export const REPLAYED = { 'idempotency-replayed': 'true' } as const;

/** One field that a rule refused. */
export function invalidField(path: string, message: string, headers: Readonly<Record<string, string>> = {}): Rejection {
  return new Rejection('invalid_request', `${path} ${message}`, { errors: [{ path, message }], headers });
}

/** What the problem of each refusal is called outside. */
export const REFUSED = {
  customer_not_found: 'not_found',
  credit_type_not_found: 'not_found',
  feature_not_found: 'not_found',
  plan_not_found: 'not_found',
  grant_not_found: 'not_found',
  subscription_not_found: 'not_found',
  invalid_field: 'invalid_request',
  product_not_found: 'not_found',
  plan_not_published: 'plan_not_published',
  plan_archived: 'plan_archived',
  subscription_cancelled: 'subscription_cancelled',
  credit_type_archived: 'credit_type_archived',
  credit_type_in_use: 'credit_type_in_use',
  grant_ended: 'grant_ended',
  grant_started: 'grant_started',
  payment_not_pending: 'payment_not_pending',
  no_rate: 'no_rate',
  no_meter: 'no_meter',
  timestamp_out_of_range: 'timestamp_out_of_range',
  amount_out_of_range: 'amount_out_of_range',
  insufficient_credits: 'insufficient_credits',
  idempotency_conflict: 'idempotency_conflict',
  payment_reference_used: 'payment_reference_used',
  already_exists: 'already_exists',
  no_draft: 'no_draft',
  rate_too_small: 'rate_too_small',
} as const satisfies Record<Refusal['code'] | CatalogRefusal['code'], ProblemCode>;

/** The problem that a refusal is shown as. */
export const refusedAs = (code: keyof typeof REFUSED): ProblemCode => REFUSED[code];

type Done = Extract<Decided, { status: 'done' }>;

/** The outcome of a command that was done. @throws Rejection when a rule refused it. */
export function done(outcome: Decided): Done {
  if (outcome.status === 'done') return outcome;
  const { code, detail, field, shortfall } = outcome.refusal;
  const headers = outcome.duplicate ? REPLAYED : {};
  if (code === 'invalid_field' && field !== undefined) throw invalidField(field, detail, headers);
  throw new Rejection(refusedAs(code), detail, shortfall ? { shortfall, headers } : { headers });
}

const MOST_ERRORS = 20;
const LONGEST_NAME = 100;

/** What a schema found, as one rejection that names every field. */
export function invalid(issues: readonly z.core.$ZodIssue[]): Rejection {
  const errors = issues.flatMap(fieldErrors).slice(0, MOST_ERRORS);
  const detail = errors.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; ');
  return new Rejection('invalid_request', detail || PROBLEMS.invalid_request.title, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map((step) => String(step).slice(0, LONGEST_NAME));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key.slice(0, LONGEST_NAME)].join('.'),
      message: 'is not known',
    }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: path.join('.'), message: isMissing ? 'is required' : issue.message }];
}

const BY_STATUS: Partial<Record<number, ProblemCode>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** The rejection that an error amounts to; null: it was not expected, and nobody outside learns more. */
export function rejectionOf(error: unknown): Rejection | null {
  if (error instanceof Rejection) return error;
  if (error instanceof EngineOverloaded) return unavailable('overloaded', '1');
  if (error instanceof ClockJumped) return unavailable('clock_jumped', '60');
  if (error instanceof StoreUnavailable) return unavailable('unavailable', '1');
  if (error instanceof TooManyStreams) {
    return new Rejection('too_many_streams', error.message, { headers: { 'retry-after': '30' } });
  }
  const code = error instanceof HTTPException ? BY_STATUS[error.status] : undefined;
  return code === undefined ? null : new Rejection(code, PROBLEMS[code].title);
}

function unavailable(code: 'overloaded' | 'clock_jumped' | 'unavailable', retryAfterSeconds: string): Rejection {
  const detail = 'Nothing was done; the same request may be sent again.';
  return new Rejection(code, detail, { headers: { 'retry-after': retryAfterSeconds } });
}

/** The answer to a request that was rejected (RFC 9457). */
export function problemAnswer(c: HttpContext, rejection: Rejection): Response {
  const problem = problemOf(rejection, c.get('requestId'));
  const headers = { ...rejection.extras.headers, 'content-type': 'application/problem+json' };
  return jsonAnswer(c, problem, PROBLEMS[rejection.code].status, headers);
}

/** The document that says why a request, or a part of one, was rejected. */
export function problemOf({ code, message, extras }: Rejection, requestId: string | null | undefined): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:drawdown:problem:${code}`,
    title,
    status,
    code,
    detail: message,
    ...(extras.errors && { errors: [...extras.errors] }),
    // Paths outside of ours have passed no middleware that makes an id.
    requestId: requestId ?? randomUUID(),
    ...(extras.planIds && { planIds: [...extras.planIds] }),
    ...extras.shortfall,
  };
}
