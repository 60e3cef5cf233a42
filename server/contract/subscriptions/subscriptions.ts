import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyHeaders, page, PAGE } from '../shared/route.js';
import { Id, Instant, InstantInput } from '../shared/scalars.js';

/** Ties a customer to a plan version, whose rates price the customer's usage from `startAt` on. */
export const Subscription = z
  .object({
    id: z.string().openapi({ example: 'sub_01kams3q5peq6s6ww1a1b2c3d4' }),
    customerId: z.string(),
    planId: z.string(),
    planVersion: z.number().int(),
    status: z.enum(['scheduled', 'active', 'cancelled']),
    startAt: Instant,
    cancelledAt: Instant.nullable().openapi({
      description: 'When the subscription was cancelled. From then on, it prices no usage.',
    }),
    createdAt: Instant,
  })
  .openapi('Subscription');
export type Subscription = z.infer<typeof Subscription>;

export const NewSubscription = z
  .strictObject({
    customerId: Id,
    planId: Id,
    startAt: InstantInput.optional().openapi({ description: 'A present or future instant. Now if absent.' }),
  })
  .openapi('NewSubscription');

export const PlanChange = z
  .strictObject({
    planId: Id.openapi({ description: 'The plan to move to. May be the current plan, to change only its version.' }),
    version: z
      .number()
      .int()
      .min(1)
      .optional()
      .openapi({ description: 'A published version of the plan. The newest one if absent.' }),
  })
  .openapi('PlanChange');

export const Cancellation = z
  .strictObject({ at: z.enum(['now']).openapi({ description: 'now: the plan stops pricing usage at once.' }) })
  .openapi('Cancellation');

const path = { params: z.object({ id: Id }) };

export const createSubscription = createRoute({
  method: 'post',
  path: '/v1/subscriptions',
  summary: 'Subscribe a customer to the published version of a plan',
  ...forHost('grants'),
  request: { headers: IdempotencyHeaders, body: body(NewSubscription) },
  responses: {
    201: answer(Subscription, 'The subscription'),
    ...problems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'plan_not_published',
      'plan_archived',
      'idempotency_conflict',
      'overloaded',
      'clock_jumped',
      'unavailable',
    ),
  },
});

export const listSubscriptions = createRoute({
  method: 'get',
  path: '/v1/subscriptions',
  summary: 'List the subscriptions of a customer, newest first',
  ...forHost('read'),
  request: { query: z.strictObject({ customerId: Id, ...PAGE }) },
  responses: { 200: answer(page(Subscription), 'Subscriptions'), ...problems('invalid_request', 'not_found') },
});

export const getSubscription = createRoute({
  method: 'get',
  path: '/v1/subscriptions/{id}',
  summary: 'Read a subscription',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(Subscription, 'The subscription'), ...problems('not_found') },
});

export const changeSubscriptionPlan = createRoute({
  method: 'post',
  path: '/v1/subscriptions/{id}/change-plan',
  summary: 'Move a subscription to another plan, or to another version of its plan',
  description:
    'Takes effect now, for usage that arrives afterwards. Past charges do not change, and their entries keep the ' +
    'version that priced them. The start of the subscription does not change, even if it is in the future.',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: body(PlanChange) },
  responses: {
    200: answer(Subscription, 'The subscription'),
    ...problems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'plan_not_published',
      'plan_archived',
      'subscription_cancelled',
      'idempotency_conflict',
      'overloaded',
      'clock_jumped',
      'unavailable',
    ),
  },
});

export const cancelSubscription = createRoute({
  method: 'post',
  path: '/v1/subscriptions/{id}/cancel',
  summary: 'Cancel a subscription',
  description: 'Existing grants stay until they expire. Cancelling it again changes nothing.',
  ...forHost('grants'),
  request: { ...path, headers: IdempotencyHeaders, body: body(Cancellation) },
  responses: {
    200: answer(Subscription, 'The subscription'),
    ...problems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'idempotency_conflict',
      'overloaded',
      'clock_jumped',
      'unavailable',
    ),
  },
});
