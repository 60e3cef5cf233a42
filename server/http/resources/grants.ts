import type { z } from '@hono/zod-openapi';
import { createGrant, getGrant, listCustomerGrants, listGrants, type NewGrant } from '../../contract/index.js';
import type { Decided } from '../../engine/engine.js';
import { parseAmount } from '../../ledger/amount.js';
import type { GrantAnswer, GrantTerms } from '../../ledger/protocol.js';
import type { ApiKeys } from '../api-keys.js';
import { idCursor, type Page, pageOf } from '../cursors.js';
import type { HttpDeps } from '../deps.js';
import { commandKey } from '../idempotency.js';
import { newId } from '../ids.js';
import { type App, mount } from '../mount.js';
import { done, notFound, REPLAYED } from '../problems.js';
import { customerGrantView, grantView } from '../views/grant.js';
import { requireCustomer } from './customers.js';

const DEFAULT_PRIORITY = 50;

export function mountGrants(app: App, deps: HttpDeps): void {
  const { store, engine, apiKeys } = deps;

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

  mount(app, deps, listGrants, async ({ query }) => {
    await requireCustomer(store, query.customerId);
    const page = await grantPage(deps, query.customerId, query);
    return { status: 200, data: { ...page, data: await Promise.all(page.data.map((row) => grantView(row, apiKeys))) } };
  });

  mount(app, deps, listCustomerGrants, async ({ query, caller }) => {
    const page = await grantPage(deps, caller.customerId, query);
    return { status: 200, data: { ...page, data: page.data.map(customerGrantView) } };
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

type GrantFilters = Omit<z.output<NonNullable<typeof listGrants.request>['query']>, 'customerId'>;

/** Newest first. What time has made due is written before, so that every status is the one it has now. */
async function grantPage(deps: HttpDeps, customerId: string, query: GrantFilters): Promise<Page<GrantAnswer>> {
  const { store, engine } = deps;
  const beforeId = idCursor.read(query.cursor)?.id ?? null;
  await engine.settle(customerId);
  const rows = await store.grants(
    {
      customerId,
      creditTypeId: query.creditTypeId ?? null,
      status: query.status ?? null,
      category: query.category ?? null,
      beforeId,
      limit: query.limit + 1,
    },
    engine.clock.nowMs(),
  );
  return pageOf(rows, query.limit, ({ id }) => idCursor.write({ id }));
}
