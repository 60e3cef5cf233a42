import { createRoute, z } from '@hono/zod-openapi';
import { CustomerGrant, Grant, GRANT_CATEGORIES, GRANT_SOURCES, GRANT_STATUSES } from './grants.js';
import { problems } from '../shared/problems.js';
import { answer, forCustomer, forHost, page, PAGE } from '../shared/route.js';
import { Amount, Id, InstantInput } from '../shared/scalars.js';

export const GRANT_ORDERS = ['newest', 'burn', 'expiry'] as const;
export const GRANT_GROUPINGS = ['creditType', 'category', 'source', 'status'] as const;

const filters = {
  creditTypeId: Id.optional(),
  resourceId: Id.or(z.literal(''))
    .optional()
    .openapi({ description: 'Of this resource only; empty: of the general pool only.' }),
  status: z.enum(GRANT_STATUSES).optional(),
  past: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .optional()
    .openapi({ type: 'boolean', description: 'Only what is used up or has ended, or only what is not.' }),
  category: z.enum(GRANT_CATEGORIES).optional(),
  source: z.enum(GRANT_SOURCES).optional(),
  from: InstantInput.optional().openapi({ description: 'Created then or later.' }),
  to: InstantInput.optional().openapi({ description: 'Created before then.' }),
  at: InstantInput.optional().openapi({
    description: 'In force at that instant, by the terms they have now: paid, within their term, not voided by then.',
  }),
  order: z
    .enum(GRANT_ORDERS)
    .optional()
    .openapi({
      description:
        'newest when absent; burn: in burn order; expiry: soonest first. The last two begin with what is active; what is ' +
        'scheduled or pending, what is depleted and what has ended follow.',
    }),
  ...PAGE,
};

const groupBy = z
  .enum(GRANT_GROUPINGS)
  .optional()
  .openapi({ description: 'One row for each, all on one page, instead of the grants themselves.' });

/** What grants have in common, how many they are, and what they amount to. */
export const GrantGroup = z
  .object({
    key: z.string().openapi({ example: 'promotional' }),
    count: z.number().int(),
    amount: Amount,
    remaining: Amount,
  })
  .openapi('GrantGroup');
export type GrantGroup = z.infer<typeof GrantGroup>;

export const listGrants = createRoute({
  method: 'get',
  path: '/v1/grants',
  summary: 'List the grants of a customer, or sum them up',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      customerId: Id,
      actor: Id.optional().openapi({ description: 'The `id` of who granted, such as an API key.' }),
      groupBy,
      ...filters,
    }),
  },
  responses: {
    200: answer(z.union([page(Grant), page(GrantGroup)]), 'Grants, or groups of them'),
    ...problems('invalid_request', 'not_found'),
  },
});

export const listCustomerGrants = createRoute({
  method: 'get',
  path: '/customer/v1/grants',
  summary: 'The grants of the customer that the token names, or their sums',
  ...forCustomer('read'),
  request: { query: z.strictObject({ groupBy, ...filters }) },
  responses: {
    200: answer(z.union([page(CustomerGrant), page(GrantGroup)]), 'Grants, or groups of them'),
    ...problems('invalid_request'),
  },
});
