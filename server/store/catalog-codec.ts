import { formatAmount, parseAmount } from '../ledger/amount.js';
import type { CatalogRecord } from '../ledger/catalog.js';
import type { Catalog, CreditType, Feature, PlanVersion, Rate } from '../ledger/protocol.js';

/** Catalog definitions as JSON: amounts are decimal strings, maps are objects. The same text in every store. */

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
export const encodeFeature = (feature: Feature): string => JSON.stringify(featureOut(feature));
export const decodeFeature = (text: string): Feature => featureIn(JSON.parse(text) as StoredFeature);
export const encodePlan = (plan: PlanVersion): string => JSON.stringify(planOut(plan));
export const decodePlan = (text: string): PlanVersion => planIn(JSON.parse(text) as StoredPlan);

type StoredRecord =
  | { readonly kind: 'creditType'; readonly creditType: CreditType }
  | { readonly kind: 'feature'; readonly feature: StoredFeature }
  | { readonly kind: 'plan'; readonly plan: StoredPlan; readonly publishedVersion: number | null };

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

/** @param plans every version, ordered by plan and version */
export function assembleCatalog(
  revision: number,
  creditTypes: readonly CreditType[],
  features: readonly Feature[],
  plans: readonly PlanVersion[],
): Catalog {
  const byEvent = new Map<string, Feature[]>();
  for (const feature of features) {
    const { eventName } = feature.meter;
    byEvent.set(eventName, [...(byEvent.get(eventName) ?? []), feature]);
  }
  const byPlan = new Map<string, PlanVersion[]>();
  for (const plan of plans) byPlan.set(plan.planId, [...(byPlan.get(plan.planId) ?? []), plan]);
  return {
    revision,
    creditTypes: new Map(creditTypes.map((creditType) => [creditType.id, creditType])),
    features: new Map(features.map((feature) => [feature.id, feature])),
    featuresByEvent: byEvent,
    plans: byPlan,
  };
}
