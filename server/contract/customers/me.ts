import { createRoute, z } from '@hono/zod-openapi';
import { ENTRY_TYPES } from '../balances/ledger.js';
import { problems } from '../shared/problems.js';
import { answer, CUSTOMER_SCOPES, forCustomer } from '../shared/route.js';
import { Amount, Id, Instant, Unit } from '../shared/scalars.js';

export const OwnSubscription = z
  .object({
    id: z.string(),
    status: z.enum(['scheduled', 'active']),
    planId: z.string(),
    planName: z.string(),
    planType: z.enum(['free', 'paid']),
    creditTypeId: z.string(),
    limit: z
      .enum(['hard', 'soft'])
      .openapi({ description: 'hard: enforced usage stops at zero. soft: usage may take the balance below zero.' }),
    overdraftLimit: Amount.nullable().openapi({
      description: 'How far below zero enforced usage may go with a soft limit. null if unlimited.',
    }),
    startAt: Instant,
  })
  .openapi('OwnSubscription');

export const Me = z
  .object({
    customerId: z.string(),
    userId: z.string().nullable().openapi({ description: 'The user that the token names.' }),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    timeZone: z.string(),
    subscriptions: z.array(OwnSubscription).openapi({ description: 'Newest first, without cancelled ones.' }),
    scopes: z.array(z.enum(CUSTOMER_SCOPES)).openapi({ description: 'The scopes of the token.' }),
    expiresAt: Instant.openapi({ description: 'When the token expires.' }),
  })
  .openapi('Me');
export type Me = z.infer<typeof Me>;

export const getMe = createRoute({
  method: 'get',
  path: '/customer/v1/me',
  summary: "Read the token's customer, its plans, and the scopes of the token",
  ...forCustomer('read'),
  responses: { 200: answer(Me, 'The customer'), ...problems('not_found') },
});

/** The total effect of one event, grant, expiry or other cause on a pool. */
export const Change = z
  .object({
    id: z.string().openapi({ description: 'Unique within the customer.' }),
    at: Instant,
    type: z.enum(ENTRY_TYPES).openapi({ description: 'Type of the first entry of the change.' }),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    unit: Unit,
    delta: Amount,
    balanceAfter: Amount,
    featureId: z.string().nullable(),
    featureName: z.string().nullable(),
    grantId: z
      .string()
      .nullable()
      .openapi({ description: 'null if the change affects several grants, or the overdraft.' }),
    eventId: z.string().nullable(),
    userId: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Change');
export type Change = z.infer<typeof Change>;

export const listCustomerChanges = createRoute({
  method: 'get',
  path: '/customer/v1/changes',
  summary: 'List the latest changes of the balances, newest first',
  ...forCustomer('read'),
  request: {
    query: z.strictObject({
      creditTypeId: Id.optional().openapi({ description: 'Only changes of pools of this credit type.' }),
      resourceId: Id.optional().openapi({
        description: 'Only changes of pools of this resource. All pools if absent.',
      }),
      limit: z
        .string()
        .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a whole number from 1 to 50')
        .optional()
        .transform((text) => (text === undefined ? 5 : Number(text)))
        .openapi({ type: 'integer', description: '5 if absent.', example: 5 }),
    }),
  },
  responses: {
    200: answer(z.object({ data: z.array(Change) }).openapi('Changes'), 'The changes'),
    ...problems('invalid_request'),
  },
});
