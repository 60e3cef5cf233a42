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
    .openapi({ description: 'Only grants for this resource. Empty for grants to the general pool.' }),
  status: z.enum(GRANT_STATUSES).optional(),
  past: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .optional()
    .openapi({
      type: 'boolean',
      description: 'true lists depleted and ended grants only, false all other grants only. Both if absent.',
    }),
  category: z.enum(GRANT_CATEGORIES).optional(),
  source: z.enum(GRANT_SOURCES).optional(),
  from: InstantInput.optional().openapi({ description: 'Only grants created at or after this instant.' }),
  to: InstantInput.optional().openapi({ description: 'Only grants created before this instant.' }),
  at: InstantInput.optional().openapi({
    description:
      'Only grants that are active at this instant by their current terms: paid, within their term and not yet voided.',
  }),
  order: z
    .enum(GRANT_ORDERS)
    .optional()
    .openapi({
      description:
        'newest if absent. burn: in burn order. expiry: soonest first. burn and expiry list active grants first, then ' +
        'scheduled or pending, then depleted, then ended ones.',
    }),
  ...PAGE,
};

const groupBy = z
  .enum(GRANT_GROUPINGS)
  .optional()
  .openapi({ description: 'Returns one row for each group instead of the grants, all on one page.' });

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
  summary: 'List or sum the grants of a customer',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      customerId: Id,
      actor: Id.optional().openapi({ description: 'The `id` of the actor that made the grant, such as an API key.' }),
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
  summary: "List or sum the grants of the token's customer",
  ...forCustomer('read'),
  request: { query: z.strictObject({ groupBy, ...filters }) },
  responses: {
    200: answer(z.union([page(CustomerGrant), page(GrantGroup)]), 'Grants, or groups of them'),
    ...problems('invalid_request'),
  },
});
