import { createRoute, z } from '@hono/zod-openapi';
import { Allocation } from '../usage/events.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyKey } from '../shared/route.js';
import { Amount, Id, PositiveAmountInput, Text } from '../shared/scalars.js';

/** Takes credits away without usage. To add credits, create a grant. */
export const NewAdjustment = z
  .strictObject({
    customerId: Id,
    creditTypeId: Id,
    resourceId: Id.optional(),
    amount: PositiveAmountInput,
    reason: Text(200),
    allowOverdraft: z.boolean().optional().openapi({
      description:
        'true turns the missing part into overdraft. Otherwise an amount above the available credits fails with 402.',
    }),
    idempotencyKey: IdempotencyKey,
  })
  .openapi('NewAdjustment');

export const Adjustment = z
  .object({
    id: z.string().openapi({ example: 'adj_01kams3q5peq6s6ww1a1b2c3d4' }),
    duplicate: z
      .boolean()
      .openapi({ description: 'true if the key was used before. The answer is then the answer to the first request.' }),
    customerId: z.string(),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    amount: Amount,
    reason: z.string(),
    allocations: z.array(Allocation),
    balance: Amount,
    available: Amount,
    overdraft: Amount,
  })
  .openapi('Adjustment');
export type Adjustment = z.infer<typeof Adjustment>;

export const createAdjustment = createRoute({
  method: 'post',
  path: '/v1/adjustments',
  summary: 'Take credits away from a pool',
  ...forHost('grants'),
  request: { body: body(NewAdjustment) },
  responses: {
    201: answer(Adjustment, 'The adjustment, with its allocations in burn order'),
    ...problems(
      'invalid_request',
      'insufficient_credits',
      'not_found',
      'idempotency_conflict',
      'amount_out_of_range',
      'overloaded',
      'clock_jumped',
      'unavailable',
    ),
  },
});
