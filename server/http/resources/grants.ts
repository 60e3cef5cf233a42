import type { z } from '@hono/zod-openapi';
import { createGrant, getGrant, type NewGrant } from '../../contract/index.js';
import type { Decided } from '../../engine/engine.js';
import { parseAmount } from '../../ledger/amount.js';
import type { GrantAnswer, GrantTerms } from '../../ledger/protocol.js';
import type { ApiKeys } from '../api-keys.js';
import type { HttpDeps } from '../deps.js';
import { commandKey } from '../idempotency.js';
import { newId } from '../ids.js';
import { type App, mount } from '../mount.js';
import { done, notFound, REPLAYED } from '../problems.js';
import { grantView } from '../views/grant.js';

const DEFAULT_PRIORITY = 50;

export function mountGrants(app: App, deps: HttpDeps): void {
  const { engine, apiKeys } = deps;

  mount(app, deps, createGrant, async ({ body, author, idempotencyKey }) => {
    const { customerId, creditTypeId, resourceId = '' } = body;
    const reference = body.payment?.reference;
    const outcome = await engine.submit({
      kind: 'grant',
      id: newId('grt'),
      customerId,
      key: commandKey('grants', idempotencyKey, body),
      cause: reference === undefined ? null : `payment:${reference}`,
      ...author,
      account: { customerId, creditTypeId, resourceId },
      terms: grantTerms(body),
    });
    return { status: 201, ...(await grantReply(outcome, apiKeys)) };
  });

  mount(app, deps, getGrant, async ({ params }) => {
    const found = await requireGrant(deps, params.id);
    await engine.settle(found.account.customerId);
    return { status: 200, data: await grantView(await requireGrant(deps, params.id), apiKeys) };
  });
}

const grantTerms = (body: z.output<typeof NewGrant>): GrantTerms => ({
  amount: parseAmount(body.amount),
  category: body.category,
  source: 'api',
  priority: body.priority ?? DEFAULT_PRIORITY,
  effectiveAtMs: body.effectiveAt ?? null,
  expiresAtMs: body.expiresAt ?? null,
  unitCost: body.unitCost ?? null,
  payment: body.payment ? { mode: body.payment.mode ?? 'record', reference: body.payment.reference ?? null } : null,
  reason: body.reason ?? null,
  metadata: body.metadata ?? {},
});

/** The grant that a command was answered with. @throws Rejection when a rule refused it. */
export async function grantReply(outcome: Decided, apiKeys: ApiKeys) {
  const { answer, duplicate } = done(outcome);
  if (answer.kind !== 'grant') throw new Error(`a grant was answered with ${answer.kind}`);
  return { data: await grantView(answer.grant, apiKeys), headers: duplicate ? REPLAYED : {} };
}

export async function requireGrant({ store, engine }: HttpDeps, id: string): Promise<GrantAnswer> {
  const grant = await store.grant(id, engine.clock.nowMs());
  if (!grant) throw notFound('grant', id);
  return grant;
}
