import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyHeaders } from '../shared/route.js';
import {
  Amount,
  Currency,
  Id,
  Instant,
  InstantInput,
  Metadata,
  PositiveAmountInput,
  PriceInput,
  Text,
} from '../shared/scalars.js';

export const GRANT_STATUSES = ['voided', 'failed', 'pending', 'scheduled', 'expired', 'depleted', 'active'] as const;
export const GRANT_CATEGORIES = ['paid', 'promotional'] as const;
export const GRANT_SOURCES = ['purchase', 'auto_top_up', 'plan', 'trial', 'rollover', 'operator', 'api'] as const;

export const ACTOR_TYPES = ['operator', 'apiKey', 'customer', 'system'] as const;

/** The author of a change: an API key, an operator, the customer, or the ledger itself (`system`). */
export const Actor = z
  .object({
    type: z.enum(ACTOR_TYPES),
    id: z.string(),
    name: z.string().nullable(),
  })
  .openapi('Actor');
export type Actor = z.infer<typeof Actor>;

/** `record`: paid elsewhere already. `external`: pending until the host marks the grant as paid or failed. */
export const PAYMENT_MODES = ['record', 'external'] as const;
const Payment = z.object({
  mode: z.enum(PAYMENT_MODES),
  reference: z.string().nullable(),
  status: z.enum(['pending', 'paid', 'failed']),
});
const UnitCost = z.object({ amount: z.string(), currency: z.string() });

/** A block of credits. Active during `[effectiveAt, expiresAt)`. */
export const Grant = z
  .object({
    id: z.string().openapi({ example: 'grt_01kams3q5peq6s6ww1a1b2c3d4' }),
    customerId: z.string(),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    amount: Amount,
    remaining: Amount,
    consumed: Amount.openapi({ description: 'Credits taken by usage, including repaid overdraft.' }),
    adjusted: Amount.openapi({ description: 'Credits taken by adjustments.' }),
    forfeited: Amount.openapi({ description: 'Credits that expired or were voided unused.' }),
    category: z.enum(GRANT_CATEGORIES),
    source: z.enum(GRANT_SOURCES),
    priority: z.number().int().openapi({ description: 'Lower burns first.' }),
    status: z.enum(GRANT_STATUSES),
    effectiveAt: Instant,
    expiresAt: Instant.nullable(),
    unitCost: UnitCost.nullable(),
    payment: Payment.nullable(),
    reason: z.string().nullable(),
    actor: Actor,
    metadata: z.record(z.string(), z.string()),
    position: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Place in the burn order; 1 is next. null if the grant cannot burn now.' }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .openapi('Grant');
export type Grant = z.infer<typeof Grant>;

/** A grant as its customer sees it: without actor and metadata, and with a unit cost only if the customer paid it. */
export const CustomerGrant = Grant.omit({ actor: true, metadata: true, payment: true }).openapi('CustomerGrant');
export type CustomerGrant = z.infer<typeof CustomerGrant>;

export const PriorityInput = z.number().int('must be a whole number').min(0).max(1_000_000);

export const NewGrant = z
  .strictObject({
    customerId: Id,
    creditTypeId: Id,
    amount: PositiveAmountInput,
    category: z.enum(GRANT_CATEGORIES),
    priority: PriorityInput.optional().openapi({ description: 'Lower burns first. 50 if absent.' }),
    effectiveAt: InstantInput.optional().openapi({ description: 'Start of the grant, now or later. Now if absent.' }),
    expiresAt: InstantInput.optional().openapi({ description: 'End of the grant, exclusive.' }),
    unitCost: z
      .strictObject({ amount: PriceInput, currency: Currency })
      .optional()
      .openapi({ description: 'The price of one credit, for revenue recognition. Paid grants only.' }),
    payment: z
      .strictObject({
        mode: z.enum(PAYMENT_MODES).optional().openapi({
          description: 'record if absent. external: pending until marked as paid or failed; paid grants only.',
        }),
        reference: Text(255).optional().openapi({ description: 'Your payment id. It can fund one grant only.' }),
      })
      .optional(),
    reason: Text(200).optional().openapi({ description: 'Required for promotional grants.' }),
    metadata: Metadata.optional(),
    resourceId: Id.optional().openapi({ description: 'Restricts the credits to one resource, such as a workspace.' }),
  })
  .superRefine((grant, context) => {
    if (grant.category === 'promotional' && grant.reason === undefined) {
      context.addIssue({ code: 'custom', path: ['reason'], message: 'is required for a promotional grant' });
    }
    if (grant.category === 'promotional' && grant.unitCost !== undefined) {
      context.addIssue({ code: 'custom', path: ['unitCost'], message: 'is allowed for paid grants only' });
    }
    if (grant.category === 'promotional' && grant.payment?.mode === 'external') {
      context.addIssue({
        code: 'custom',
        path: ['payment', 'mode'],
        message: 'external is allowed for paid grants only',
      });
    }
    if (grant.expiresAt !== undefined && grant.effectiveAt !== undefined && grant.expiresAt <= grant.effectiveAt) {
      context.addIssue({ code: 'custom', path: ['expiresAt'], message: 'must be later than effectiveAt' });
    }
  })
  .openapi('NewGrant');

const path = { params: z.object({ id: Id }) };
const writeProblems = ['overloaded', 'clock_jumped', 'unavailable'] as const;

export const createGrant = createRoute({
  method: 'post',
  path: '/v1/grants',
  summary: 'Grant credits to a customer',
  ...forHost('grants'),
  request: { headers: IdempotencyHeaders, body: body(NewGrant) },
  responses: {
    201: answer(Grant, 'The grant'),
    ...problems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'idempotency_conflict',
      'payment_reference_used',
      'credit_type_archived',
      'amount_out_of_range',
      ...writeProblems,
    ),
  },
});

export const getGrant = createRoute({
  method: 'get',
  path: '/v1/grants/{id}',
  summary: 'Read a grant',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(Grant, 'The grant'), ...problems('not_found') },
});
