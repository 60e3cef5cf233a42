import type { z } from '@hono/zod-openapi';
import {
  createPlan,
  draftPlan,
  getPlan,
  listPlans,
  type Plan,
  type PlanDraft,
  publishPlan,
} from '../../contract/index.js';
import { parseAmount } from '../../ledger/amount.js';
import { publishedOf } from '../../ledger/catalog.js';
import type { Author, PlanVersion } from '../../ledger/protocol.js';
import type { CatalogChange, PlanTerms, RequestKey } from '../../store/store.js';
import type { HttpDeps } from '../deps.js';
import { requestKey } from '../idempotency.js';
import { type App, mount } from '../mount.js';
import { catalogDone, notFound, REPLAYED } from '../problems.js';
import { planView } from '../views/catalog.js';
import { catalogPage, wrongRecord } from './catalog-lists.js';

export function mountPlans(app: App, deps: HttpDeps): void {
  mountPlanWrites(app, deps);
  const { store } = deps;

  mount(app, deps, listPlans, async ({ query }) => {
    const page = catalogPage((await store.catalog()).plans, query);
    return { status: 200, data: { ...page, data: page.data.flatMap((versions) => newest(versions) ?? []) } };
  });

  mount(app, deps, getPlan, async ({ params, query }) => {
    const versions = (await store.catalog()).plans.get(params.id) ?? [];
    const { version } = query;
    const plan = version === undefined ? newest(versions) : named(versions, version);
    if (!plan) throw notFound('plan', version === undefined ? params.id : `${params.id} version ${version}`);
    return { status: 200, data: plan };
  });
}

function mountPlanWrites(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;
  const change = async (wanted: CatalogChange, key: RequestKey | null, author: Author) => {
    const { record, duplicate } = catalogDone(await store.changeCatalog(wanted, key, author, engine.clock.nowMs()));
    if (record.kind !== 'plan') throw wrongRecord(record.kind);
    return { data: planView(record.plan, record.publishedVersion), headers: duplicate ? REPLAYED : {} };
  };

  mount(app, deps, createPlan, async ({ body, caller, author, idempotencyKey }) => {
    const key = requestKey(caller, 'plans', idempotencyKey, body);
    return { status: 201, ...(await change({ kind: 'plan.create', plan: planTerms(body.id, body) }, key, author)) };
  });

  // A PUT says the same however often it is sent, so it takes no key.
  mount(app, deps, draftPlan, async ({ params, body, author }) => ({
    status: 200,
    ...(await change({ kind: 'plan.draft', plan: planTerms(params.id, body) }, null, author)),
  }));

  mount(app, deps, publishPlan, async ({ params, caller, author, idempotencyKey }) => {
    const key = requestKey(caller, 'plans.publish', idempotencyKey, { planId: params.id });
    return { status: 200, ...(await change({ kind: 'plan.publish', planId: params.id }, key, author)) };
  });
}

const planTerms = (planId: string, body: z.output<typeof PlanDraft>): PlanTerms => ({
  planId,
  name: body.name,
  type: body.type,
  billingModel: body.billingModel,
  creditTypeId: body.creditTypeId,
  consumption: new Map(
    body.consumption.map(({ featureId, credits, units }) => [
      featureId,
      { credits: parseAmount(credits), units: parseAmount(units) },
    ]),
  ),
  limit: body.limit,
  overdraftLimit: body.overdraftLimit === undefined ? null : parseAmount(body.overdraftLimit),
});

function newest(versions: readonly PlanVersion[]): Plan | null {
  const last = versions.at(-1);
  return last ? planView(last, publishedOf(versions)) : null;
}

function named(versions: readonly PlanVersion[], version: number): Plan | null {
  const plan = versions.find((candidate) => candidate.version === version);
  return plan ? planView(plan, publishedOf(versions)) : null;
}
