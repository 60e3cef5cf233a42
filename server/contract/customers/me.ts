import { createRoute, z } from '@hono/zod-openapi';
import { ENTRY_TYPES } from '../balances/ledger.js';
import { problems } from '../shared/problems.js';
import { answer, CUSTOMER_SCOPES, forCustomer } from '../shared/route.js';
import { Amount, Id, Instant, Unit } from '../shared/scalars.js';

/** A subscription that is in force or about to be, as its customer sees it. */
export const OwnSubscription = z
  .object({
    id: z.string(),
    status: z.enum(['scheduled', 'active']),
    planId: z.string(),
    planName: z.string(),
    planType: z.enum(['free', 'paid']),
    creditTypeId: z.string(),
    limit: z.enum(['hard', 'soft']).openapi({ description: 'hard: usage stops at zero.' }),
    overdraftLimit: Amount.nullable().openapi({ description: 'How far below zero a soft limit lets usage go.' }),
    startAt: Instant,
  })
  .openapi('OwnSubscription');

/** Whom a page speaks for: the customer, its plans, and what its token may do. */
export const Me = z
  .object({
    customerId: z.string(),
    userId: z.string().nullable().openapi({ description: 'The person whom the token names.' }),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    timeZone: z.string(),
    subscriptions: z.array(OwnSubscription).openapi({ description: 'The newest first; cancelled ones are left out.' }),
    scopes: z.array(z.enum(CUSTOMER_SCOPES)).openapi({ description: 'What the token may do.' }),
    expiresAt: Instant.openapi({ description: 'When the token ends.' }),
  })
  .openapi('Me');
export type Me = z.infer<typeof Me>;

export const getMe = createRoute({
  method: 'get',
  path: '/customer/v1/me',
  summary: 'The customer that the token names, its plans, and what the token may do',
  ...forCustomer('read'),
  responses: { 200: answer(Me, 'The customer'), ...problems('not_found') },
});

/** One thing that happened to a pool: an event, a grant, an expiry, with all that it moved. */
export const Change = z
  .object({
    id: z.string().openapi({ description: 'Unique within the customer.' }),
    at: Instant,
    type: z.enum(ENTRY_TYPES).openapi({ description: 'Of its first entry.' }),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    unit: Unit,
    delta: Amount,
    balanceAfter: Amount,
    featureId: z.string().nullable(),
    featureName: z.string().nullable(),
    grantId: z.string().nullable().openapi({ description: 'null where it moved several grants, or the overdraft.' }),
    eventId: z.string().nullable(),
    userId: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Change');
export type Change = z.infer<typeof Change>;

export const listCustomerChanges = createRoute({
  method: 'get',
  path: '/customer/v1/changes',
  summary: 'What changed the balances last, newest first; the ledger has the rest',
  ...forCustomer('read'),
  request: {
    query: z.strictObject({
      creditTypeId: Id.optional().openapi({ description: 'Of pools of this credit type only.' }),
      resourceId: Id.optional().openapi({ description: 'Of the pools of this resource only; of all when absent.' }),
      limit: z
        .string()
        .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a whole number from 1 to 50')
        .optional()
        .transform((text) => (text === undefined ? 5 : Number(text)))
        .openapi({ type: 'integer', description: '5 when absent.', example: 5 }),
    }),
  },
  responses: {
    200: answer(z.object({ data: z.array(Change) }).openapi('Changes'), 'The changes'),
    ...problems('invalid_request'),
  },
});
