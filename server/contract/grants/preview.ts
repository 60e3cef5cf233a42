import { createRoute, z } from '@hono/zod-openapi';
import { GRANT_STATUSES, NewGrant } from './grants.js';
import { problems } from '../shared/problems.js';
import { answer, body, forHost } from '../shared/route.js';
import { Amount, Instant, Money } from '../shared/scalars.js';

const change = (description: string) => z.object({ before: Amount, after: Amount }).openapi({ description });

/** What a grant would do to its pool, were it made now. */
export const GrantPreview = z
  .object({
    customerId: z.string(),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    amount: Amount,
    status: z.enum(GRANT_STATUSES).openapi({
      description: 'With which it would begin; depleted where the overdraft takes all of it.',
    }),
    effectiveAt: Instant,
    expiresAt: Instant.nullable(),
    position: z.number().int().nullable().openapi({
      description: 'Its place in the burn order, 1 is next; null when it could not burn yet.',
    }),
    repaid: Amount.openapi({ description: 'The overdraft that it would pay; the rest of it remains.' }),
    balance: change('Of the pool. What is scheduled or pending moves nothing before its time.'),
    available: change('The balance less open holds.'),
    overdraft: change('What the pool owes.'),
    price: Money.nullable().openapi({
      description: 'unitCost × amount, rounded once, half up; null without a unitCost.',
    }),
  })
  .openapi('GrantPreview');
export type GrantPreview = z.infer<typeof GrantPreview>;

export const previewGrant = createRoute({
  method: 'post',
  path: '/v1/grants/preview',
  summary: 'What a grant would do; grants nothing',
  description: 'Takes what a grant takes, and refuses what would be refused, but needs no idempotency key.',
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
