import {
  archivedCreditType,
  type CatalogChange,
  type CatalogDecision,
  type FeatureEdit,
  type FeatureTerms,
  noCreditType,
  refuseChange,
  taken,
  tooSmall,
} from './change.js';
import { archivePlan, createPlan, draftPlan, plansInUseOf, publishPlan, unarchivePlan } from './plans.js';
import { isRateTooSmall } from '../usage/pricing.js';
import type { Catalog, CreditType, Feature, Product } from './catalog.js';
import type { Ms } from '../values/refs.js';

/**
 * Decides one change to the catalog. It writes one record: a credit type, a feature, a product, or a plan version with
 * the archiving date of the plan.
 */
export function decideCatalog(change: CatalogChange, catalog: Catalog, nowMs: Ms): CatalogDecision {
  switch (change.kind) {
    case 'creditType.create': {
      const { creditType } = change;
      if (catalog.creditTypes.has(creditType.id)) return taken('credit type', creditType.id);
      return creditTypeRecord({ ...creditType, createdAtMs: nowMs, archivedAtMs: null });
    }
    case 'creditType.edit':
    case 'creditType.archive':
    case 'creditType.unarchive':
      return changeCreditType(change, catalog, nowMs);
    case 'feature.create':
      return createFeature(change.feature, catalog, nowMs);
    case 'feature.edit':
      return editFeature(change.id, change.edit, catalog);
    case 'product.create':
      if (catalog.products.has(change.product.id)) return taken('product', change.product.id);
      return productRecord({ ...change.product, createdAtMs: nowMs });
    case 'product.edit': {
      const product = catalog.products.get(change.id);
      if (!product) return refuseChange('product_not_found', `There is no product ${change.id}.`);
      return productRecord({ ...product, ...change.edit });
    }
    case 'plan.create':
      return createPlan(change.plan, catalog, nowMs);
    case 'plan.draft':
      return draftPlan(change.plan, catalog, nowMs);
    case 'plan.publish':
      return publishPlan(change.planId, catalog, nowMs);
    case 'plan.archive':
      return archivePlan(change.planId, catalog, nowMs);
    case 'plan.unarchive':
      return unarchivePlan(change.planId, catalog);
  }
}

type CreditTypeChange = Extract<CatalogChange, { kind: `creditType.${'edit' | 'archive' | 'unarchive'}` }>;

function changeCreditType(change: CreditTypeChange, catalog: Catalog, nowMs: Ms): CatalogDecision {
  const creditType = catalog.creditTypes.get(change.id);
  if (!creditType) return noCreditType(change.id);
  if (change.kind === 'creditType.edit') return creditTypeRecord({ ...creditType, ...change.edit });
  if (change.kind === 'creditType.unarchive') return creditTypeRecord({ ...creditType, archivedAtMs: null });
  const planIds = plansInUseOf(change.id, catalog);
  if (planIds.length > 0) {
    const detail = `Published plans use credit type ${change.id}: ${planIds.join(', ')}. Archive them first.`;
    return refuseChange('credit_type_in_use', detail, { planIds });
  }
  return creditTypeRecord({ ...creditType, archivedAtMs: creditType.archivedAtMs ?? nowMs });
}

function createFeature(terms: FeatureTerms, catalog: Catalog, nowMs: Ms): CatalogDecision {
  if (catalog.features.has(terms.id)) return taken('feature', terms.id);
  const feature = { ...terms, colorSlot: leastUsedSlot(catalog), createdAtMs: nowMs };
  return wrongRate(feature, [], catalog) ?? featureRecord(feature);
}

/** As many colors as people can tell apart, including people with color vision deficiency. */
const COLOR_SLOTS = [1, 2, 3, 4, 5, 6] as const;

/** The least used slot, so that features share a color as late as possible. The lowest slot wins a tie. */
function leastUsedSlot({ features }: Catalog): number {
  const given = [...features.values()].map(({ colorSlot }) => colorSlot);
  const uses = (slot: number) => given.filter((one) => one === slot).length;
  return COLOR_SLOTS.reduce((least: number, slot) => (uses(slot) < uses(least) ? slot : least), 1);
}

function editFeature(id: string, edit: FeatureEdit, catalog: Catalog): CatalogDecision {
  const before = catalog.features.get(id);
  if (!before) return refuseChange('feature_not_found', `There is no feature ${id}.`);
  const feature = { ...before, ...edit };
  const known = before.defaultRates.map((rate) => rate.creditTypeId);
  return wrongRate(feature, known, catalog) ?? featureRecord(feature);
}

/** @param known credit types of the previous rates, which may be archived by now */
function wrongRate(feature: Feature, known: readonly string[], catalog: Catalog): CatalogDecision | null {
  for (const rate of feature.defaultRates) {
    const creditType = catalog.creditTypes.get(rate.creditTypeId);
    if (!creditType) return noCreditType(rate.creditTypeId);
    if (creditType.archivedAtMs !== null && !known.includes(creditType.id)) return archivedCreditType(creditType.id);
    if (isRateTooSmall(rate)) return tooSmall(feature.id);
  }
  return null;
}

const creditTypeRecord = (creditType: CreditType): CatalogDecision => ({ record: { kind: 'creditType', creditType } });
const featureRecord = (feature: Feature): CatalogDecision => ({ record: { kind: 'feature', feature } });
const productRecord = (product: Product): CatalogDecision => ({ record: { kind: 'product', product } });
