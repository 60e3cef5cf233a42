import {
  archivedCreditType,
  type CatalogDecision,
  noCreditType,
  type PlanTerms,
  refuseChange,
  taken,
  tooSmall,
} from './change.js';
import { isRateTooSmall } from '../usage/pricing.js';
import type { Catalog, PlanVersion } from './catalog.js';
import type { Ms } from '../values/refs.js';

/** The product of plans that name none. It always exists. */
export const DEFAULT_PRODUCT = 'default';

export function publishedOf(versions: readonly PlanVersion[]): PlanVersion | null {
  return versions.findLast((version) => version.publishedAtMs !== null) ?? null;
}

export function createPlan(terms: PlanTerms, catalog: Catalog, nowMs: Ms): CatalogDecision {
  if (catalog.plans.has(terms.planId)) return taken('plan', terms.planId);
  const plan = { ...terms, productId: terms.productId ?? DEFAULT_PRODUCT, ...draft(1, nowMs) };
  return wrongReference(plan, catalog) ?? planRecord(plan, null, null);
}

/** Replaces the draft, or adds a version, because published versions never change. */
export function draftPlan(terms: PlanTerms, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const found = find(terms.planId, catalog);
  if (!('last' in found)) return found;
  const { last, published, archivedAtMs } = found;
  const version = last.publishedAtMs === null ? last.version : last.version + 1;
  const plan = { ...terms, productId: terms.productId ?? last.productId, ...draft(version, nowMs) };
  return wrongReference(plan, catalog) ?? planRecord(plan, published, archivedAtMs);
}

export function publishPlan(planId: string, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const found = find(planId, catalog);
  if (!('last' in found)) return found;
  const { last, archivedAtMs } = found;
  if (archivedAtMs !== null) {
    return refuseChange('plan_archived', `Plan ${planId} is archived: unarchive it to publish a version.`);
  }
  if (last.publishedAtMs !== null) {
    return refuseChange('no_draft', `Plan ${planId} has no draft: version ${last.version} is published.`);
  }
  const wrong = wrongReference(last, catalog);
  if (wrong) return wrong;
  const small = [...last.consumption].find(([, rate]) => isRateTooSmall(rate));
  if (small) return tooSmall(small[0]);
  const plan = { ...last, publishedAtMs: nowMs };
  return planRecord(plan, plan, null);
}

/** Ends new subscriptions only: existing subscriptions and issued grants stay unchanged. */
export function archivePlan(planId: string, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const found = find(planId, catalog);
  if (!('last' in found)) return found;
  return planRecord(found.last, found.published, found.archivedAtMs ?? nowMs);
}

export function unarchivePlan(planId: string, catalog: Catalog): CatalogDecision {
  const found = find(planId, catalog);
  if (!('last' in found)) return found;
  const { last, published } = found;
  const archived = published && isArchived(published.creditTypeId, catalog);
  return archived ? archivedCreditType(published.creditTypeId) : planRecord(last, published, null);
}

export function plansInUseOf(creditTypeId: string, catalog: Catalog): readonly string[] {
  return [...catalog.plans]
    .filter(([id, versions]) => {
      return !catalog.archivedPlans.has(id) && publishedOf(versions)?.creditTypeId === creditTypeId;
    })
    .map(([id]) => id);
}

type PlanHistory = {
  readonly last: PlanVersion;
  readonly published: PlanVersion | null;
  readonly archivedAtMs: Ms | null;
};

function find(planId: string, catalog: Catalog): PlanHistory | Extract<CatalogDecision, { refusal: unknown }> {
  const versions = catalog.plans.get(planId);
  const last = versions?.at(-1);
  if (!versions || !last) return refuseChange('plan_not_found', `There is no plan ${planId}.`);
  return { last, published: publishedOf(versions), archivedAtMs: catalog.archivedPlans.get(planId) ?? null };
}

function wrongReference(plan: PlanVersion, catalog: Catalog): CatalogDecision | null {
  if (!catalog.creditTypes.has(plan.creditTypeId)) return noCreditType(plan.creditTypeId);
  if (isArchived(plan.creditTypeId, catalog)) return archivedCreditType(plan.creditTypeId);
  if (!catalog.products.has(plan.productId)) {
    return refuseChange('product_not_found', `There is no product ${plan.productId}.`);
  }
  const unknown = [...plan.consumption.keys()].find((featureId) => !catalog.features.has(featureId));
  return unknown === undefined ? null : refuseChange('feature_not_found', `There is no feature ${unknown}.`);
}

const isArchived = (creditTypeId: string, catalog: Catalog) =>
  (catalog.creditTypes.get(creditTypeId)?.archivedAtMs ?? null) !== null;
const draft = (version: number, nowMs: Ms) => ({ version, createdAtMs: nowMs, publishedAtMs: null });
const planRecord = (
  plan: PlanVersion,
  published: PlanVersion | null,
  archivedAtMs: Ms | null,
): {
  readonly record: { kind: 'plan'; plan: PlanVersion; publishedVersion: number | null; archivedAtMs: Ms | null };
} => ({
  record: { kind: 'plan', plan, publishedVersion: published?.version ?? null, archivedAtMs },
});
