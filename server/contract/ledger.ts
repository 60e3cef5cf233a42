import { createRoute, z } from '@hono/zod-openapi';
import { Actor } from './grants.js';
import { problems } from './problems.js';
import { answer, forCustomer, forHost, page, PAGE } from './route.js';
import { Amount, Id, Instant, InstantInput } from './scalars.js';

/** What an entry records. Types that no command of this version writes are not listed. */
export const ENTRY_TYPES = ['granted', 'activated', 'consumed', 'expired', 'voided', 'settled'] as const;

/** One row of the append-only ledger of a pool. */
export const Entry = z
  .object({
    id: z.string().openapi({ description: 'Credit type, resource and sequence: unique within the customer.' }),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    sequence: z.number().int().openapi({ description: '1, 2, 3, … per pool, without a gap.' }),
    at: Instant,
    type: z.enum(ENTRY_TYPES),
    delta: Amount,
    balanceBefore: Amount,
    balanceAfter: Amount,
    grantId: z.string().nullable().openapi({ description: 'null: the overdraft.' }),
    source: z.object({ type: z.string(), id: z.string() }),
    actor: Actor,
    featureId: z.string().nullable(),
    userId: z.string().nullable(),
    eventId: z.string().nullable(),
    planId: z.string().nullable(),
    planVersion: z.number().int().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Entry');
export type Entry = z.infer<typeof Entry>;

/** An entry as its customer sees it: who did it by kind only. */
export const CustomerEntry = Entry.omit({ actor: true })
  .extend({ actor: Actor.pick({ type: true }) })
  .openapi('CustomerEntry');
export type CustomerEntry = z.infer<typeof CustomerEntry>;

const filters = {
  resourceId: Id.optional(),
  type: z.enum(ENTRY_TYPES).optional(),
  from: InstantInput.optional(),
  to: InstantInput.optional().openapi({ description: 'Not included itself.' }),
  order: z.enum(['asc', 'desc']).optional().openapi({ description: 'desc, newest first, when absent.' }),
  ...PAGE,
};

export const listEntries = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/ledger',
  summary: 'The ledger of one pool',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: z.strictObject({ creditTypeId: Id, ...filters }) },
  responses: { 200: answer(page(Entry), 'Entries'), ...problems('invalid_request', 'not_found') },
});

export const listCustomerEntries = createRoute({
  method: 'get',
  path: '/customer/v1/ledger',
  summary: 'The ledger of one pool of the customer that the token names',
  ...forCustomer('read'),
  request: { query: z.strictObject({ creditTypeId: Id, ...filters }) },
  responses: { 200: answer(page(CustomerEntry), 'Entries'), ...problems('invalid_request', 'not_found') },
});
