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
  'overloaded',
  'clock_jumped',
  'unavailable',
] as const;

const why = (name: string) => optionalBody(z.strictObject({ reason: Text(200).optional() }).openapi(name));

/** What an edit of a grant may change; what is absent stays as it is. */
export const GrantEdit = z
  .strictObject({
    amount: PositiveAmountInput.optional().openapi({
      description: 'Not below what was used; the difference is added or taken away.',
    }),
    priority: PriorityInput.optional().openapi({ description: 'Lower burns first.' }),
    effectiveAt: InstantInput.optional().openapi({
      description: 'A time ahead; only while the grant is scheduled or pending.',
    }),
    expiresAt: InstantInput.nullable().optional().openapi({ description: 'A time ahead, or null for none.' }),
    reason: Text(200).nullable().optional().openapi({ description: 'Promotional grants keep one.' }),
    metadata: Metadata.optional().openapi({ description: 'Takes the place of all that was there.' }),
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
    200: answer(Grant, 'The grant as it is now'),
    ...problems(...writeProblems, 'grant_ended', 'grant_started', 'amount_out_of_range'),
  },
});

export const voidGrant = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/void',
  summary: 'Take back what is left of a grant',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('VoidGrant') },
  responses: {
    200: answer(Grant, 'The grant, voided; a second void answers with the first result'),
    ...problems(...writeProblems, 'grant_ended'),
  },
});

export const markGrantPaid = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/mark-paid',
  summary: 'Say that the payment of a pending grant has arrived',
  description:
    'The grant becomes active, or scheduled where its time lies ahead. Its term begins with the payment: effectiveAt ' +
    'and expiresAt move on by as long as it waited.',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('MarkGrantPaid') },
  responses: {
    200: answer(Grant, 'The grant as it is now; said again, it changes nothing'),
    ...problems(...writeProblems, 'grant_ended', 'payment_not_pending'),
  },
});

export const markGrantFailed = createRoute({
  method: 'post',
  path: '/v1/grants/{id}/mark-failed',
  summary: 'Say that the payment of a pending grant will not arrive',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: why('MarkGrantFailed') },
  responses: {
    200: answer(Grant, 'The grant, failed: it never becomes active; said again, it changes nothing'),
    ...problems(...writeProblems, 'grant_ended', 'payment_not_pending'),
  },
});
