import { createRoute, z } from '@hono/zod-openapi';
import { Actor } from '../grants/grants.js';
import { problems } from '../shared/problems.js';
import { answer, forHost, page, PAGE } from '../shared/route.js';
import { Id, Instant, InstantInput } from '../shared/scalars.js';

/** The changes in the audit log. Usage is absent, because its ledger entries already name the actor. */
export const AUDIT_ACTIONS = [
  'adjustment.create',
  'apiKey.create',
  'apiKey.revoke',
  'creditType.archive',
  'creditType.create',
  'creditType.edit',
  'creditType.unarchive',
  'customer.edit',
  'customer.erase',
  'customer.put',
  'feature.create',
  'feature.edit',
  'grant.create',
  'grant.edit',
  'grant.markFailed',
  'grant.markPaid',
  'grant.void',
  'plan.archive',
  'plan.create',
  'plan.draft',
  'plan.publish',
  'plan.unarchive',
  'product.create',
  'product.edit',
  'subscription.cancel',
  'subscription.changePlan',
  'subscription.create',
  'testClock.move',
  'testClock.release',
] as const;

/** One change with its actor and request, written in the same transaction as the change. */
export const AuditEntry = z
  .object({
    id: z.string().openapi({ example: 'aud_01kams3q5peq6s6ww1a1b2c3d4' }),
    at: Instant,
    actor: Actor,
    action: z.enum(AUDIT_ACTIONS),
    customerId: z
      .string()
      .nullable()
      .openapi({ description: 'null for changes of the catalog, the keys or the clock.' }),
    target: z.string().nullable().openapi({
      description: 'The id of the changed object. For the test clock, the time it was set to, or null if released.',
    }),
    requestId: z.string().nullable().openapi({ description: 'The `X-Request-Id` of the request.' }),
  })
  .openapi('AuditEntry');
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAuditLog = createRoute({
  method: 'get',
  path: '/v1/audit-log',
  summary: 'List changes with their actors, newest first',
  description:
    'Contains every change except usage, which the ledger records. A repeated request appears once. Refused requests ' +
    'do not appear.',
  ...forHost('admin'),
  request: {
    query: z.strictObject({
      from: InstantInput.optional(),
      to: InstantInput.optional().openapi({ description: 'Exclusive.' }),
      actor: Id.optional().openapi({ description: 'The id of the API key, customer or user.' }),
      action: z.enum(AUDIT_ACTIONS).optional(),
      customerId: Id.optional(),
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(AuditEntry), 'Changes'), ...problems('invalid_request') },
});
