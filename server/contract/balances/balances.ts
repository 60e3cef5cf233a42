import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { Projection } from './projection.js';
import { answer, forCustomer, forHost } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput, Unit } from '../shared/scalars.js';

export const BALANCE_STATES = ['ok', 'low', 'depleted', 'overdrawn', 'empty'] as const;

/** One pool: a customer's credits of one type (and one resource), as of `asOf`. */
export const Balance = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    name: z.string().openapi({ description: 'The name of the credit type.', example: 'AI Tokens' }),
    unit: Unit,
    symbol: z.string().nullable(),
    balance: Amount,
    available: Amount.openapi({ description: 'The balance less what open holds have set aside.' }),
    held: Amount,
    overdraft: Amount,
    granted: Amount.openapi({
      description: 'The original amounts of active grants, and of those used up since credits last arrived.',
    }),
    used: Amount.openapi({ description: '`granted` less `balance`.' }),
    utilization: z
      .string()
      .openapi({ description: '`used` of `granted`, "0" to "1", above when overdrawn; cut to 4 places.' }),
    state: z.enum(BALANCE_STATES),
    nextExpiry: z.object({ at: Instant, amount: Amount }).nullable(),
    renewsAt: Instant.nullable(),
    validUntil: Instant.nullable().openapi({
      description: 'The next instant at which time alone changes the balance.',
    }),
    version: z.number().int().openapi({ description: 'Grows with every change of this pool.' }),
    projection: Projection.nullable().openapi({ description: 'null unless `include=projection` asks for it.' }),
    asOf: Instant,
  })
  .openapi('Balance');
export type Balance = z.infer<typeof Balance>;

export const Balances = z.object({ data: z.array(Balance) }).openapi('Balances');
export type Balances = z.infer<typeof Balances>;

/**
 * One pool as it stood in the past: at the end of the millisecond `asOf`, as its ledger tells it. What holds had set
 * aside then, and what of the grants of then was used, is not in the ledger, and not said.
 */
export const PastBalance = Balance.pick({
  creditTypeId: true,
  resourceId: true,
  name: true,
  unit: true,
  symbol: true,
  balance: true,
})
  .extend({
    sequence: z.number().int().openapi({ description: 'Of the last entry until then; 0: there was none.' }),
    lastEntryAt: Instant.nullable(),
    asOf: Instant,
  })
  .openapi('PastBalance');
export type PastBalance = z.infer<typeof PastBalance>;

export const PastBalances = z.object({ data: z.array(PastBalance) }).openapi('PastBalances');
export type PastBalances = z.infer<typeof PastBalances>;

/** What a balance says only where it is asked for. */
const include = z
  .literal('projection')
  .optional()
  .openapi({ description: 'projection: when the balance will run out, and what will expire unused.' });

const query = {
  query: z
    .strictObject({
      resourceId: Id.optional(),
      include,
      at: InstantInput.optional().openapi({
        description:
          'A past instant: answers with how the ledger stood then. What is to come is no balance yet: a 400.',
      }),
    })
    .superRefine(({ at, include }, context) => {
      if (at === undefined || include === undefined) return;
      context.addIssue({ code: 'custom', path: ['include'], message: 'cannot be asked of a past instant' });
    }),
};

export const listBalances = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances',
  summary: 'Every pool of a customer: those with history, and those its active plans use',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), ...query },
  responses: {
    200: answer(z.union([Balances, PastBalances]), 'Balances by credit type; with `at`, of the pools there were'),
    ...problems('invalid_request', 'not_found'),
  },
});

export const getBalance = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances/{creditTypeId}',
  summary: 'One pool of a customer',
  ...forHost('read'),
  request: { params: z.object({ id: Id, creditTypeId: Id }), ...query },
  responses: {
    200: answer(z.union([Balance, PastBalance]), 'The balance'),
    ...problems('invalid_request', 'not_found'),
  },
});

export const listCustomerBalances = createRoute({
  method: 'get',
  path: '/customer/v1/balances',
  summary: 'Every pool of the customer that the token names',
  ...forCustomer('read'),
  request: { query: z.strictObject({ include }) },
  responses: { 200: answer(Balances, 'Balances by credit type'), ...problems('invalid_request') },
});
