import { createRoute, z } from '@hono/zod-openapi';
import { Actor } from '../grants/grants.js';
import { problems } from '../shared/problems.js';
import { answer, forHost, page, PAGE } from '../shared/route.js';
import { Id, Instant, InstantInput } from '../shared/scalars.js';

/** Every change that is logged. Usage is not: its entries in the ledger name who reported it. */
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

/** One change, who asked for it, and by which request. Written with the change itself and never rewritten. */
export const AuditEntry = z
  .object({
    id: z.string().openapi({ example: 'aud_01kams3q5peq6s6ww1a1b2c3d4' }),
    at: Instant,
    actor: Actor,
    action: z.enum(AUDIT_ACTIONS),
    customerId: z.string().nullable().openapi({ description: 'null: a change of the catalog, the keys or the clock.' }),
    target: z.string().nullable().openapi({
      description:
        'The id of what was changed; of the test clock the time at which it stands, null where it runs again.',
    }),
    requestId: z.string().nullable().openapi({ description: 'The `X-Request-Id` of the request that asked for it.' }),
  })
  .openapi('AuditEntry');
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAuditLog = createRoute({
  method: 'get',
  path: '/v1/audit-log',
  summary: 'Who changed what, newest first',
  description:
    'Every change but usage, which the ledger itself explains. A request that was repeated is there once, one that was ' +
    'refused is not.',
  ...forHost('admin'),
  request: {
    query: z.strictObject({
      from: InstantInput.optional(),
      to: InstantInput.optional().openapi({ description: 'Not included itself.' }),
      actor: Id.optional().openapi({ description: 'The id of the API key, customer or user.' }),
      action: z.enum(AUDIT_ACTIONS).optional(),
      customerId: Id.optional(),
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(AuditEntry), 'Changes'), ...problems('invalid_request') },
});
