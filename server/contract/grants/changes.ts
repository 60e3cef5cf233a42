import { createRoute, z } from '@hono/zod-openapi';
import { Grant, PriorityInput } from './grants.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyHeaders, optionalBody } from '../shared/route.js';
import { Id, InstantInput, Metadata, PositiveAmountInput, Text } from '../shared/scalars.js';

const path = { params: z.object({ id: Id }) };
const writeProblems = [
  'invalid_request',
  'idempotency_key_required',
  'not_found',
  'idempotency_conflict',
  'outcome_unknown',
  'overloaded',
  'clock_jumped',
  'unavailable',
] as const;

const why = (name: string) => optionalBody(z.strictObject({ reason: Text(200).optional() }).openapi(name));

export const GrantEdit = z
  .strictObject({
    amount: PositiveAmountInput.optional().openapi({
      description: 'New total, not below the credits already used. The difference is added or taken away.',
    }),
    priority: PriorityInput.optional().openapi({ description: 'Lower burns first.' }),
    effectiveAt: InstantInput.optional().openapi({
      description: 'A future instant. Allowed only while the grant is scheduled or pending.',
    }),
    expiresAt: InstantInput.nullable()
      .optional()
      .openapi({ description: 'A future instant, or null to never expire.' }),
    reason: Text(200).nullable().optional().openapi({ description: 'Cannot be cleared on promotional grants.' }),
    metadata: Metadata.optional().openapi({ description: 'Replaces all metadata.' }),
  })
  .refine((edit) => Object.keys(edit).length > 0, 'name at least one field to change')
  .openapi('GrantEdit');

export const editGrant = createRoute({
  method: 'patch',
  path: '/v1/grants/{id}',
  summary: 'Change the terms of a grant',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: body(GrantEdit) },
  responses: {
    200: answer(Grant, 'The changed grant'),
    ...problems(...writeProblems, 'credit_type_archived', 'grant_ended', 'grant_started', 'amount_out_of_range'),
  },
});

export const voidGrant = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/void',
  summary: 'Take back the remainder of a grant',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('VoidGrant') },
  responses: {
    200: answer(Grant, 'The voided grant. Voiding it again changes nothing.'),
    ...problems(...writeProblems, 'grant_ended'),
  },
});

export const markGrantPaid = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/mark-paid',
  summary: 'Mark the payment of a pending grant as arrived',
  description:
    'The grant becomes active, or scheduled if it starts later. Its term begins with the payment: effectiveAt and ' +
    'expiresAt move forward by the time it was pending.',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('MarkGrantPaid') },
  responses: {
    200: answer(Grant, 'The paid grant. Marking it again changes nothing.'),
    ...problems(...writeProblems, 'grant_ended', 'payment_not_pending'),
  },
});

export const markGrantFailed = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/mark-failed',
  summary: 'Mark the payment of a pending grant as failed',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('MarkGrantFailed') },
  responses: {
    200: answer(Grant, 'The failed grant, which never becomes active. Marking it again changes nothing.'),
    ...problems(...writeProblems, 'grant_ended', 'payment_not_pending'),
  },
});
