import { RateLimited } from '../../access/rate-limits.js';
import { type Problem, type ProblemCode, PROBLEMS } from '../../contract/index.js';
import { Rejection } from './rejection.js';
import { ClockJumped, EngineOverloaded } from '../../engine/engine.js';
import { OutcomeUnknown, StoreUnavailable } from '../../store/ports/unavailable.js';
import { TooManyStreams } from '../../streaming/hub.js';
import { HTTPException } from 'hono/http-exception';
import type { HttpContext } from '../context.js';
import { jsonAnswer } from './answer.js';
import { randomUUID } from 'node:crypto';

const BY_STATUS: Partial<Record<number, ProblemCode>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** `null` for an unexpected error, whose details stay private. */
export function rejectionOf(error: unknown): Rejection | null {
  if (error instanceof Rejection) return error;
  if (error instanceof EngineOverloaded) return unavailable('overloaded', '1');
  if (error instanceof ClockJumped) return unavailable('clock_jumped', '60', error.message);
  if (error instanceof StoreUnavailable) return unavailable('unavailable', '1');
  if (error instanceof OutcomeUnknown) return outcomeUnknown();
  if (error instanceof RateLimited) return new Rejection('rate_limited', error.message, { headers: error.headers });
  if (error instanceof TooManyStreams) {
    return new Rejection('too_many_streams', error.message, { headers: { 'retry-after': '30' } });
  }
  const code = error instanceof HTTPException ? BY_STATUS[error.status] : undefined;
  return code === undefined ? null : new Rejection(code, PROBLEMS[code].title);
}

function unavailable(
  code: 'overloaded' | 'clock_jumped' | 'unavailable',
  retryAfterSeconds: string,
  reason?: string,
): Rejection {
  const nothing = 'Nothing was done; the same request may be sent again.';
  const detail = reason === undefined ? nothing : `${nothing} ${reason}`;
  return new Rejection(code, detail, { headers: { 'retry-after': retryAfterSeconds } });
}

function outcomeUnknown(): Rejection {
  const detail =
    'The database was lost during the write, so the write may or may not have happened. ' +
    'Send the same request again with the same idempotency key: it happens once.';
  return new Rejection('outcome_unknown', detail, { headers: { 'retry-after': '1' } });
}

export function problemAnswer(c: HttpContext, rejection: Rejection): Response {
  const problem = problemOf(rejection, c.get('requestId'));
  const headers = { ...rejection.extras.headers, 'content-type': 'application/problem+json' };
  return jsonAnswer(c, problem, PROBLEMS[rejection.code].status, headers);
}

export function problemOf({ code, message, extras }: Rejection, requestId: string | null | undefined): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:drawdown:problem:${code}`,
    title,
    status,
    code,
    detail: message,
    ...(extras.errors && { errors: [...extras.errors] }),
    // The middleware that makes ids runs only on Drawdown's own paths.
    requestId: requestId ?? randomUUID(),
    ...(extras.planIds && { planIds: [...extras.planIds] }),
    ...extras.shortfall,
  };
}
