import { formatAmount, parseAmount } from '../../../ledger/values/amount.js';
import type { CatalogRecord } from '../../../ledger/catalog/change.js';
import { DEFAULT_PRODUCT } from '../../../ledger/catalog/plans.js';
import type { Catalog, CreditType, Feature, PlanVersion, Product, Rate } from '../../../ledger/catalog/catalog.js';
import type { Ms } from '../../../ledger/values/refs.js';

/** Catalog definitions as JSON: amounts are decimal strings, maps are lists of pairs. Every store has the same text. */

const rateOut = (rate: Rate) => ({ credits: formatAmount(rate.credits), units: formatAmount(rate.units) });
const rateIn = (rate: { credits: string; units: string }): Rate => ({
  credits: parseAmount(rate.credits),
  units: parseAmount(rate.units),
});

type StoredRate = { readonly credits: string; readonly units: string };
type StoredFeature = Omit<Feature, 'defaultRates'> & {
  readonly defaultRates: readonly (StoredRate & { readonly creditTypeId: string })[];
};
type StoredPlan = Omit<PlanVersion, 'consumption' | 'overdraftLimit'> & {
  readonly consumption: readonly (readonly [featureId: string, rate: StoredRate])[];
  readonly overdraftLimit: string | null;
};

const featureOut = (feature: Feature): StoredFeature => ({
  ...feature,
  defaultRates: feature.defaultRates.map((rate) => ({ creditTypeId: rate.creditTypeId, ...rateOut(rate) })),
});
const featureIn = (stored: StoredFeature): Feature => ({
  ...stored,
  defaultRates: stored.defaultRates.map((rate) => ({ creditTypeId: rate.creditTypeId, ...rateIn(rate) })),
});

const planOut = (plan: PlanVersion): StoredPlan => ({
  ...plan,
  consumption: [...plan.consumption].map(([featureId, rate]) => [featureId, rateOut(rate)]),
  overdraftLimit: plan.overdraftLimit === null ? null : formatAmount(plan.overdraftLimit),
});
const planIn = (stored: StoredPlan): PlanVersion => ({
  ...stored,
  consumption: new Map(stored.consumption.map(([featureId, rate]) => [featureId, rateIn(rate)])),
  overdraftLimit: stored.overdraftLimit === null ? null : parseAmount(stored.overdraftLimit),
});

export const encodeCreditType = (creditType: CreditType): string => JSON.stringify(creditType);
export const decodeCreditType = (text: string): CreditType => JSON.parse(text) as CreditType;
export const encodeProduct = (product: Product): string => JSON.stringify(product);
export const decodeProduct = (text: string): Product => JSON.parse(text) as Product;
export const encodeFeature = (feature: Feature): string => JSON.stringify(featureOut(feature));
export const decodeFeature = (text: string): Feature => featureIn(JSON.parse(text) as StoredFeature);
export const encodePlan = (plan: PlanVersion): string => JSON.stringify(planOut(plan));
export const decodePlan = (text: string): PlanVersion => planIn(JSON.parse(text) as StoredPlan);

type StoredRecord =
  | { readonly kind: 'creditType'; readonly creditType: CreditType }
  | { readonly kind: 'feature'; readonly feature: StoredFeature }
  | { readonly kind: 'product'; readonly product: Product }
  | (Omit<Extract<CatalogRecord, { kind: 'plan' }>, 'plan'> & { readonly plan: StoredPlan });

export function encodeRecord(record: CatalogRecord): string {
  if (record.kind === 'plan') return JSON.stringify({ ...record, plan: planOut(record.plan) });
  if (record.kind === 'feature') return JSON.stringify({ ...record, feature: featureOut(record.feature) });
  return JSON.stringify(record);
}

export function decodeRecord(text: string): CatalogRecord {
  const stored = JSON.parse(text) as StoredRecord;
  if (stored.kind === 'plan') return { ...stored, plan: planIn(stored.plan) };
  if (stored.kind === 'feature') return { ...stored, feature: featureIn(stored.feature) };
  return stored;
}

export type CatalogRows = {
  readonly creditTypes: readonly CreditType[];
  readonly features: readonly Feature[];
  readonly products: readonly Product[];
  /** Every version, ordered by plan and version. */
  readonly plans: readonly PlanVersion[];
  readonly archivedPlans: ReadonlyMap<string, Ms>;
};

/** Exists in every catalog without a row. The first edit inserts one. */
const defaultProduct: Product = {
  id: DEFAULT_PRODUCT,
  name: 'Default',
  description: null,
  metadata: {},
  createdAtMs: 0,
};

export function assembleCatalog(revision: number, rows: CatalogRows): Catalog {
  const byEvent = new Map<string, Feature[]>();
  for (const feature of rows.features) {
    const { eventName } = feature.meter;
    byEvent.set(eventName, [...(byEvent.get(eventName) ?? []), feature]);
  }
  const byPlan = new Map<string, PlanVersion[]>();
  for (const plan of rows.plans) byPlan.set(plan.planId, [...(byPlan.get(plan.planId) ?? []), plan]);
  return {
    revision,
    creditTypes: byId(rows.creditTypes),
    features: byId(rows.features),
    featuresByEvent: byEvent,
    products: byId([defaultProduct, ...rows.products]),
    plans: byPlan,
    archivedPlans: rows.archivedPlans,
  };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));
