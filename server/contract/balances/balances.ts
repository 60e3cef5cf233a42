import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { Projection } from './projection.js';
import { answer, forCustomer, forHost } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput, Unit } from '../shared/scalars.js';

export const BALANCE_STATES = ['ok', 'low', 'depleted', 'overdrawn', 'empty'] as const;

/** A customer's credits of one type (and one resource) at `asOf`. */
export const Balance = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    name: z.string().openapi({ description: 'The name of the credit type.', example: 'AI Tokens' }),
    unit: Unit,
    symbol: z.string().nullable(),
    balance: Amount,
    available: Amount.openapi({ description: 'Balance minus open holds.' }),
    held: Amount,
    overdraft: Amount,
    granted: Amount.openapi({
      description: 'Original amounts of active grants, and of grants depleted since credits last arrived.',
    }),
    used: Amount.openapi({ description: '`granted` minus `balance`.' }),
    utilization: z
      .string()
      .openapi({ description: '`used` ÷ `granted`, from "0" to "1", or above 1 if overdrawn. Truncated to 4 places.' }),
    state: z.enum(BALANCE_STATES),
    nextExpiry: z.object({ at: Instant, amount: Amount }).nullable(),
    renewsAt: Instant.nullable(),
    validUntil: Instant.nullable().openapi({
      description: 'The next instant at which a grant starts or expires.',
    }),
    version: z.number().int().openapi({ description: 'Increases with every change of this pool.' }),
    projection: Projection.nullable().openapi({ description: 'null unless `include=projection` asks for it.' }),
    asOf: Instant,
  })
  .openapi('Balance');
export type Balance = z.infer<typeof Balance>;

export const Balances = z.object({ data: z.array(Balance) }).openapi('Balances');
export type Balances = z.infer<typeof Balances>;

/** A pool at the end of the past millisecond `asOf`. The ledger does not record holds and used amounts. */
export const PastBalance = Balance.pick({
  creditTypeId: true,
  resourceId: true,
  name: true,
  unit: true,
  symbol: true,
  balance: true,
})
  .extend({
    sequence: z
      .number()
      .int()
      .openapi({ description: 'Sequence of the last entry up to `asOf`. 0 if there was none.' }),
    lastEntryAt: Instant.nullable(),
    asOf: Instant,
  })
  .openapi('PastBalance');
export type PastBalance = z.infer<typeof PastBalance>;

export const PastBalances = z.object({ data: z.array(PastBalance) }).openapi('PastBalances');
export type PastBalances = z.infer<typeof PastBalances>;

const include = z
  .literal('projection')
  .optional()
  .openapi({ description: 'projection adds an estimate of when the balance runs out and what expires unused.' });

const query = {
  query: z
    .strictObject({
      resourceId: Id.optional(),
      include,
      at: InstantInput.optional().openapi({
        description: 'Returns the balance at this past instant. A future instant is refused with 400.',
      }),
    })
    .superRefine(({ at, include }, context) => {
      if (at === undefined || include === undefined) return;
      context.addIssue({ code: 'custom', path: ['include'], message: 'is not available for a past instant' });
    }),
};

export const listBalances = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances',
  summary: 'List the pools of a customer that have history or are used by an active plan',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), ...query },
  responses: {
    200: answer(z.union([Balances, PastBalances]), 'Balances by credit type. With `at`, only pools that existed then'),
    ...problems('invalid_request', 'not_found'),
  },
});

export const getBalance = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/balances/{creditTypeId}',
  summary: 'Read one pool of a customer',
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
  summary: "List the pools of the token's customer",
  ...forCustomer('read'),
  request: { query: z.strictObject({ include }) },
  responses: { 200: answer(Balances, 'Balances by credit type'), ...problems('invalid_request') },
});
