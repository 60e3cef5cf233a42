import { isRateTooSmall } from './pricing.js';
import type { Catalog, CreditType, Feature, Ms, PlanVersion, Rate } from './protocol.js';

/** The terms of a plan version, before it has a number and dates. */
export type PlanTerms = Omit<PlanVersion, 'version' | 'createdAtMs' | 'publishedAtMs'>;

/** One change to the catalog; decided inside the transaction that writes it. */
export type CatalogChange =
  | { readonly kind: 'creditType.create'; readonly creditType: Omit<CreditType, 'createdAtMs'> }
  | { readonly kind: 'feature.create'; readonly feature: Omit<Feature, 'createdAtMs'> }
  | { readonly kind: 'plan.create' | 'plan.draft'; readonly plan: PlanTerms }
  | { readonly kind: 'plan.publish'; readonly planId: string };

/** What a change made, as it was then. */
export type CatalogRecord =
  | { readonly kind: 'creditType'; readonly creditType: CreditType }
  | { readonly kind: 'feature'; readonly feature: Feature }
  | { readonly kind: 'plan'; readonly plan: PlanVersion; readonly publishedVersion: number | null };

export type CatalogRefusal = {
  readonly code:
    | 'already_exists'
    | 'credit_type_not_found'
    | 'feature_not_found'
    | 'plan_not_found'
    | 'no_draft'
    | 'rate_too_small'
    | 'idempotency_conflict';
  readonly detail: string;
};

export type CatalogDecision = { readonly record: CatalogRecord } | { readonly refusal: CatalogRefusal };

/** Whether a change may be made, and the row that it writes: the credit type, the feature, or one plan version. */
export function decideCatalog(change: CatalogChange, catalog: Catalog, nowMs: Ms): CatalogDecision {
  switch (change.kind) {
    case 'creditType.create': {
      const { id } = change.creditType;
      if (catalog.creditTypes.has(id)) return taken('credit type', id);
      return { record: { kind: 'creditType', creditType: { ...change.creditType, createdAtMs: nowMs } } };
    }
    case 'feature.create':
      return createFeature(change.feature, catalog, nowMs);
    case 'plan.create':
      if (catalog.plans.has(change.plan.planId)) return taken('plan', change.plan.planId);
      return missingReference(change.plan, catalog) ?? planRecord({ ...change.plan, ...draft(1, nowMs) }, null);
    case 'plan.draft':
      return draftPlan(change.plan, catalog, nowMs);
    case 'plan.publish':
      return publishPlan(change.planId, catalog, nowMs);
  }
}

function createFeature(feature: Omit<Feature, 'createdAtMs'>, catalog: Catalog, nowMs: Ms): CatalogDecision {
  if (catalog.features.has(feature.id)) return taken('feature', feature.id);
  for (const rate of feature.defaultRates) {
    if (!catalog.creditTypes.has(rate.creditTypeId)) return noCreditType(rate.creditTypeId);
    if (isRateTooSmall(rate)) return tooSmall(feature.id);
  }
  return { record: { kind: 'feature', feature: { ...feature, createdAtMs: nowMs } } };
}

/** The next version, or the draft again: published versions never change. */
function draftPlan(plan: PlanTerms, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const versions = catalog.plans.get(plan.planId);
  const last = versions?.at(-1);
  if (!versions || !last) return noPlan(plan.planId);
  const version = last.publishedAtMs === null ? last.version : last.version + 1;
  return missingReference(plan, catalog) ?? planRecord({ ...plan, ...draft(version, nowMs) }, publishedOf(versions));
}

function publishPlan(planId: string, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const last = catalog.plans.get(planId)?.at(-1);
  if (!last) return noPlan(planId);
  if (last.publishedAtMs !== null) {
    return {
      refusal: { code: 'no_draft', detail: `Plan ${planId} has no draft: version ${last.version} is published.` },
    };
  }
  const small = [...last.consumption].find(([, rate]: [string, Rate]) => isRateTooSmall(rate));
  if (small) return tooSmall(small[0]);
  return planRecord({ ...last, publishedAtMs: nowMs }, last.version);
}

/** The version that new subscriptions get. */
export function publishedOf(versions: readonly PlanVersion[]): number | null {
  return versions.findLast((version) => version.publishedAtMs !== null)?.version ?? null;
}

function missingReference(plan: PlanTerms, catalog: Catalog): CatalogDecision | null {
  if (!catalog.creditTypes.has(plan.creditTypeId)) return noCreditType(plan.creditTypeId);
  const unknown = [...plan.consumption.keys()].find((featureId) => !catalog.features.has(featureId));
  if (unknown === undefined) return null;
  return { refusal: { code: 'feature_not_found', detail: `There is no feature ${unknown}.` } };
}

const draft = (version: number, nowMs: Ms) => ({ version, createdAtMs: nowMs, publishedAtMs: null });
const planRecord = (plan: PlanVersion, publishedVersion: number | null): CatalogDecision => ({
  record: { kind: 'plan', plan, publishedVersion },
});
const taken = (what: string, id: string): CatalogDecision => ({
  refusal: { code: 'already_exists', detail: `There is a ${what} ${id} already.` },
});
const noPlan = (id: string): CatalogDecision => ({
  refusal: { code: 'plan_not_found', detail: `There is no plan ${id}.` },
});
const noCreditType = (id: string): CatalogDecision => ({
  refusal: { code: 'credit_type_not_found', detail: `There is no credit type ${id}.` },
});
const tooSmall = (featureId: string): CatalogDecision => ({
  refusal: { code: 'rate_too_small', detail: `The rate of ${featureId} is below a millionth of a credit per unit.` },
});
