import { createRoute, z } from '@hono/zod-openapi';
import { Charge, SupposedEvent } from './events.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Amount, AmountInput, Id } from '../shared/scalars.js';

/** What an event would do to one pool. */
export const EstimatedPool = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    cost: Amount,
    balance: Amount.openapi({ description: 'As it is now.' }),
    available: Amount,
    balanceAfter: Amount,
    wouldOverdraft: z.boolean().openapi({ description: 'true: no grant covers a part of it.' }),
  })
  .openapi('EstimatedPool');

export const Estimate = z
  .object({
    pools: z.array(EstimatedPool),
    charges: z.array(
      Charge.pick({
        creditTypeId: true,
        featureId: true,
        quantity: true,
        rate: true,
        planId: true,
        planVersion: true,
        amount: true,
      }),
    ),
    unrated: z.array(z.string()),
    wouldOverdraft: z.boolean().openapi({ description: 'true for one of the pools at least.' }),
  })
  .openapi('Estimate');
export type Estimate = z.infer<typeof Estimate>;

export const estimateEvent = createRoute({
  method: 'post',
  path: '/v1/events/estimate',
  summary: 'What an event would cost; charges nothing',
  ...forHost('usage'),
  request: { body: body(SupposedEvent) },
  responses: {
    200: answer(Estimate, 'The cost, and every pool after it'),
    ...problems(
      'invalid_request',
      'not_found',
      'no_rate',
      'no_meter',
      'timestamp_out_of_range',
      'amount_out_of_range',
      'unavailable',
    ),
  },
});

/** Why usage is denied. */
export const DENIALS = ['insufficient_credits', 'no_rate', 'amount_out_of_range'] as const;

export const NewCheck = z
  .strictObject({
    customerId: Id,
    featureId: Id,
    quantity: AmountInput.optional().openapi({ description: '1 when absent.' }),
    resourceId: Id.optional(),
  })
  .openapi('NewCheck');

/** Of the pool that would run out, or of the first that would be charged; null where no rate prices the feature. */
export const Check = z
  .object({
    allowed: z.boolean(),
    reason: z.enum(DENIALS).optional().openapi({ description: 'Where it is not allowed.' }),
    creditTypeId: z.string().nullable(),
    required: Amount.nullable(),
    balance: Amount.nullable(),
    available: Amount.nullable(),
    limit: z.enum(['hard', 'soft']).nullable().openapi({
      description: 'Of the plan that prices it; hard without one. A soft limit denies below its `overdraftLimit` only.',
    }),
  })
  .openapi('Check');
export type Check = z.infer<typeof Check>;

export const checkUsage = createRoute({
  method: 'post',
  path: '/v1/check',
  summary: 'Whether usage is allowed now; charges and reserves nothing',
  description: 'Answers as a report with `enforce: true` would. Only that report itself makes sure.',
  ...forHost('usage'),
  request: { body: body(NewCheck) },
  responses: {
    200: answer(Check, 'The answer, also where it is no'),
    ...problems('invalid_request', 'not_found', 'unavailable'),
  },
});
