import type { z } from '@hono/zod-openapi';
import {
  archivePlan,
  createPlan,
  draftPlan,
  getPlan,
  listPlans,
  listPlanVersions,
  type Plan,
  type PlanDraft,
  publishPlan,
  unarchivePlan,
} from '../../../contract/index.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import { publishedOf } from '../../../ledger/catalog/plans.js';
import type { Catalog, PlanVersion } from '../../../ledger/catalog/catalog.js';
import type { CatalogChange, PlanTerms } from '../../../store/ports/catalog.js';
import { pageOf, versionCursor } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { requestKey } from '../../mounting/idempotency.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound } from '../../mounting/rejection.js';
import { planView } from '../../../views/catalog/catalog.js';
import { catalogPage, isAsked } from './lists.js';
import { type ChangeRequest, changeCatalog, type StepCall } from './writes.js';

export function mountPlans(app: App, deps: HttpDeps): void {
  mountPlanWrites(app, deps);
  const { store } = deps;

  mount(app, deps, listPlans, async ({ query }) => {
    const catalog = await store.catalog();
    const newest = new Map(
      [...catalog.plans].flatMap(([id, versions]) => versions.slice(-1).map((plan) => [id, plan])),
    );
    const page = catalogPage(newest, query, ({ planId, productId }) => {
      const ofProduct = query.productId === undefined || query.productId === productId;
      return ofProduct && isAsked(catalog.archivedPlans.get(planId) ?? null, query.archived);
    });
    return { status: 200, data: { ...page, data: page.data.map((plan) => viewOf(plan, catalog)) } };
  });

  mount(app, deps, getPlan, async ({ params, query: { version } }) => {
    const catalog = await store.catalog();
    const versions = catalog.plans.get(params.id) ?? [];
    const plan = version === undefined ? versions.at(-1) : versions.find((candidate) => candidate.version === version);
    if (!plan) throw notFound('plan', version === undefined ? params.id : `${params.id} version ${version}`);
    return { status: 200, data: viewOf(plan, catalog) };
  });

  mount(app, deps, listPlanVersions, async ({ params, query: { limit, cursor } }) => {
    const catalog = await store.catalog();
    const versions = catalog.plans.get(params.id);
    if (!versions) throw notFound('plan', params.id);
    const before = versionCursor.read(cursor)?.version ?? Infinity;
    const older = versions.filter(({ version }) => version < before).reverse();
    const page = pageOf(older, limit, ({ version }) => versionCursor.write({ version }));
    return { status: 200, data: { ...page, data: page.data.map((plan) => viewOf(plan, catalog)) } };
  });
}

function viewOf(plan: PlanVersion, { plans, archivedPlans }: Catalog): Plan {
  const publishedVersion = publishedOf(plans.get(plan.planId) ?? [])?.version ?? null;
  return planView({ plan, publishedVersion, archivedAtMs: archivedPlans.get(plan.planId) ?? null });
}

function mountPlanWrites(app: App, deps: HttpDeps): void {
  const change = async (wanted: CatalogChange, asked: ChangeRequest) => {
    const { record, headers } = await changeCatalog(deps, 'plan', wanted, asked);
    return { data: planView(record), headers };
  };

  mount(app, deps, createPlan, async ({ body, caller, author, idempotencyKey }) => {
    const key = requestKey(caller, 'plans', idempotencyKey, body);
    return { status: 201, ...(await change({ kind: 'plan.create', plan: planTerms(body.id, body) }, { author, key })) };
  });

  mount(app, deps, draftPlan, async ({ params, body, author }) => ({
    status: 200,
    ...(await change({ kind: 'plan.draft', plan: planTerms(params.id, body) }, { author, key: null })),
  }));

  const step = async (name: 'publish' | 'archive' | 'unarchive', call: StepCall) => {
    const planId = call.params.id;
    const key = requestKey(call.caller, `plans.${name}`, call.idempotencyKey, { planId });
    return { status: 200 as const, ...(await change({ kind: `plan.${name}`, planId }, { author: call.author, key })) };
  };
  mount(app, deps, publishPlan, (call) => step('publish', call));
  mount(app, deps, archivePlan, (call) => step('archive', call));
  mount(app, deps, unarchivePlan, (call) => step('unarchive', call));
}

const planTerms = (planId: string, body: z.output<typeof PlanDraft>): PlanTerms => ({
  planId,
  productId: body.productId ?? null,
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
