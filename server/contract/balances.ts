import { createRoute, z } from '@hono/zod-openapi';
import { problems } from './problems.js';
import { answer, forCustomer, forHost } from './route.js';
import { Amount, Id, Instant, Unit } from './scalars.js';

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
    asOf: Instant,
  })
  .openapi('Balance');
export type Balance = z.infer<typeof Balance>;

export const Balances = z.object({ data: z.array(Balance) }).openapi('Balances');
export type Balances = z.infer<typeof Balances>;

const query = { query: z.strictObject({ resourceId: Id.optional() }) };

export const listBalances = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances',
  summary: 'Every pool of a customer: those with history, and those its active plans use',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), ...query },
  responses: { 200: answer(Balances, 'Balances by credit type'), ...problems('not_found') },
});

export const getBalance = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances/{creditTypeId}',
  summary: 'One pool of a customer',
  ...forHost('read'),
  request: { params: z.object({ id: Id, creditTypeId: Id }), ...query },
  responses: { 200: answer(Balance, 'The balance'), ...problems('not_found') },
});

export const listCustomerBalances = createRoute({
  method: 'get',
  path: '/customer/v1/balances',
  summary: 'Every pool of the customer that the token names',
  ...forCustomer('read'),
  responses: { 200: answer(Balances, 'Balances by credit type') },
});
