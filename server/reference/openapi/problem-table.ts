import type { RouteConfig } from '@hono/zod-openapi';
import { type ProblemCode, problems } from '../../contract/index.js';

const ALWAYS: readonly ProblemCode[] = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'rate_limited',
  'internal_error',
  'overloaded',
  'clock_jumped',
  'unavailable',
];
const WITH_BODY: readonly ProblemCode[] = ['payload_too_large', 'unsupported_media_type'];
const WITH_KEY: readonly ProblemCode[] = ['idempotency_key_required', 'idempotency_conflict'];

/** Adds the problems that the body, the credential and the parameters of a route imply. */
function problemsOf(route: RouteConfig): readonly ProblemCode[] {
  const named = Object.values(route.responses).flatMap((response) =>
    'x-problems' in response ? (response['x-problems'] as readonly ProblemCode[]) : [],
  );
  const brought = [
    ...ALWAYS,
    ...(route.method === 'get' ? [] : WITH_BODY),
    ...(route.request?.headers ? WITH_KEY : []),
  ];
  return [...new Set([...named, ...brought])];
}

export function responsesOf(route: RouteConfig): RouteConfig['responses'] {
  const { responses } = route;
  const successes = Object.entries(responses).filter(([, response]) => !('x-problems' in response));
  return { ...Object.fromEntries(successes), ...problems(...problemsOf(route)) };
}
