import { type ProblemCode, PROBLEMS } from '../../contract/index.js';
import type { Decision } from '../../engine/engine.js';
import { refusedAs, shortfallView } from '../../views/shared/refusal.js';
import type { z } from '@hono/zod-openapi';

export type FieldError = { readonly path: string; readonly message: string };

type Extras = {
  readonly errors?: readonly FieldError[];
  readonly shortfall?: ReturnType<typeof shortfallView>;
  readonly planIds?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
};

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

export const REPLAYED = { 'idempotency-replayed': 'true' } as const;

export function invalidField(path: string, message: string, headers: Readonly<Record<string, string>> = {}): Rejection {
  return new Rejection('invalid_request', `${path} ${message}`, { errors: [{ path, message }], headers });
}

type Success = Extract<Decision, { status: 'done' }>;

/** @throws Rejection if a rule refused the command */
export function done(outcome: Decision): Success {
  if (outcome.status === 'done') return outcome;
  const { code, detail, field, shortfall } = outcome.refusal;
  const headers = outcome.duplicate ? REPLAYED : {};
  if (code === 'invalid_field' && field !== undefined) throw invalidField(field, detail, headers);
  throw new Rejection(
    refusedAs(code),
    detail,
    shortfall ? { shortfall: shortfallView(shortfall), headers } : { headers },
  );
}

const MOST_ERRORS = 20;

const LONGEST_NAME = 100;

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
