import { createRoute, z } from '@hono/zod-openapi';
import { Charge, SupposedEvent } from './events.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Amount, AmountInput, Id } from '../shared/scalars.js';

export const EstimatedPool = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    cost: Amount,
    balance: Amount.openapi({ description: 'Current balance.' }),
    available: Amount,
    balanceAfter: Amount,
    wouldOverdraft: z.boolean().openapi({ description: 'true if the grants do not cover the whole cost.' }),
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
    wouldOverdraft: z.boolean().openapi({ description: 'true if the event would overdraw any pool.' }),
  })
  .openapi('Estimate');
export type Estimate = z.infer<typeof Estimate>;

export const estimateEvent = createRoute({
  method: 'post',
  path: '/v1/events/estimate',
  summary: 'Estimate the cost of an event without charging it',
  ...forHost('usage'),
  request: { body: body(SupposedEvent) },
  responses: {
    200: answer(Estimate, 'The cost, and each pool after it'),
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

export const DENIALS = ['insufficient_credits', 'no_rate', 'amount_out_of_range'] as const;

export const NewCheck = z
  .strictObject({
    customerId: Id,
    featureId: Id,
    quantity: AmountInput.optional().openapi({ description: '1 if absent.' }),
    resourceId: Id.optional(),
  })
  .openapi('NewCheck');

/** Describes the pool that would run out, or else the first pool charged. Its fields are `null` if no rate applies. */
export const Check = z
  .object({
    allowed: z.boolean(),
    reason: z.enum(DENIALS).optional().openapi({ description: 'Present if the usage is not allowed.' }),
    creditTypeId: z.string().nullable(),
    required: Amount.nullable(),
    balance: Amount.nullable(),
    available: Amount.nullable(),
    limit: z
      .enum(['hard', 'soft'])
      .nullable()
      .openapi({
        description:
          'Limit of the plan that prices the usage; hard without a plan. A soft limit denies usage only beyond ' +
          '`overdraftLimit`.',
      }),
  })
  .openapi('Check');
export type Check = z.infer<typeof Check>;

export const checkUsage = createRoute({
  method: 'post',
  path: '/v1/check',
  summary: 'Check whether usage is allowed now, without charging or reserving it',
  description: 'Answers like a report with `enforce: true`. Only that report guarantees the credits.',
  ...forHost('usage'),
  request: { body: body(NewCheck) },
  responses: {
    200: answer(Check, 'The result, even if usage is denied'),
    ...problems('invalid_request', 'not_found', 'unavailable'),
  },
});
