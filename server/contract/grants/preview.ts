import { createRoute, z } from '@hono/zod-openapi';
import { GRANT_STATUSES, NewGrant } from './grants.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Amount, Instant, Money } from '../shared/scalars.js';

const change = (description: string) => z.object({ before: Amount, after: Amount }).openapi({ description });

/** The effect that a grant would have on its pool if it were created now. */
export const GrantPreview = z
  .object({
    customerId: z.string(),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    amount: Amount,
    status: z.enum(GRANT_STATUSES).openapi({
      description: 'Initial status of the grant. depleted if repaying the overdraft takes all of it.',
    }),
    effectiveAt: Instant,
    expiresAt: Instant.nullable(),
    position: z.number().int().nullable().openapi({
      description: 'Place in the burn order; 1 is next. null if the grant could not burn yet.',
    }),
    repaid: Amount.openapi({ description: 'Overdraft that the grant would repay.' }),
    balance: change('Balance of the pool. A scheduled or pending grant does not change it yet.'),
    available: change('Balance minus open holds.'),
    overdraft: change('Overdraft of the pool.'),
    price: Money.nullable().openapi({
      description: 'unitCost × amount, rounded once, half up. null without a unitCost.',
    }),
  })
  .openapi('GrantPreview');
export type GrantPreview = z.infer<typeof GrantPreview>;

export const previewGrant = createRoute({
  method: 'post',
  path: '/v1/grants/preview',
  summary: 'Preview a grant without creating it',
  description: 'Accepts and refuses the same bodies as creating a grant, but needs no idempotency key.',
  ...forHost('grants'),
  request: { body: body(NewGrant) },
  responses: {
    200: answer(GrantPreview, 'The grant as it would begin, and its pool before and after'),
    ...problems(
      'invalid_request',
      'not_found',
      'payment_reference_used',
      'credit_type_archived',
      'amount_out_of_range',
      'unavailable',
    ),
  },
});
