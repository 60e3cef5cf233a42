import type { Catalog, Feature, PlanVersion, Rate } from '../../server/ledger/catalog/catalog.js';
import type { Refusal } from '../../server/ledger/values/refusal.js';
import type { Subscription } from '../../server/ledger/subscriptions/subscription.js';
import type { Usage } from '../../server/ledger/usage/usage.js';
import { priceOf, readAmount } from './naive-amounts.js';

export type NaiveCharge = {
  readonly featureId: string;
  readonly creditTypeId: string;
  readonly quantity: bigint;
  readonly rate: Rate;
  readonly plan: PlanVersion | null;
  readonly amount: bigint;
};

export type NaivePricing = { readonly charges: NaiveCharge[]; readonly unrated: string[] };
export type NaiveRefusal = { readonly refused: Refusal['code'] };

/** semantics: From usage to credits. */
export function priceUsage(
  usage: Usage,
  subscriptions: readonly Subscription[],
  catalog: Catalog,
  nowMs: number,
): NaivePricing | NaiveRefusal {
  const measured = 'featureId' in usage ? measureNamed(usage, catalog) : measureRaw(usage, catalog);
  if ('refused' in measured) return measured;
  const charges: NaiveCharge[] = [];
  const unrated: string[] = [];
  for (const { feature, quantity } of measured) {
    const rates = ratesFor(feature, subscriptions, catalog, nowMs);
    if (rates.length === 0) unrated.push(feature.id);
    for (const rate of rates) {
      charges.push({ ...rate, featureId: feature.id, quantity, amount: priceOf(quantity, rate.rate) });
    }
  }
  return charges.length === 0 ? { refused: 'no_rate' } : { charges, unrated };
}

type FeatureQuantities = { readonly feature: Feature; readonly quantity: bigint }[];

function measureNamed(
  usage: Extract<Usage, { featureId: string }>,
  catalog: Catalog,
): FeatureQuantities | NaiveRefusal {
  const feature = catalog.features.get(usage.featureId);
  return feature === undefined ? { refused: 'feature_not_found' } : [{ feature, quantity: usage.quantity }];
}

function measureRaw(usage: Extract<Usage, { eventName: string }>, catalog: Catalog): FeatureQuantities | NaiveRefusal {
  const measured: FeatureQuantities = [];
  for (const feature of catalog.featuresByEvent.get(usage.eventName) ?? []) {
    const { filters, aggregation, property } = feature.meter;
    if (!Object.entries(filters).every(([name, value]) => usage.dimensions[name] === value)) continue;
    const quantity = aggregation === 'count' ? 1_000_000n : readAmount(usage.dimensions[property ?? ''] ?? '');
    if (quantity === null) return { refused: 'invalid_field' };
    measured.push({ feature, quantity });
  }
  return measured.length === 0 ? { refused: 'no_meter' } : measured;
}

function ratesFor(
  feature: Feature,
  subscriptions: readonly Subscription[],
  catalog: Catalog,
  nowMs: number,
): Pick<NaiveCharge, 'creditTypeId' | 'rate' | 'plan'>[] {
  const newestFirst = subscriptions
    .filter((subscription) => subscription.startMs <= nowMs && subscription.cancelledAtMs === null)
    .sort((a, b) => b.startMs - a.startMs || b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  for (const { planId, planVersion } of newestFirst) {
    const plan = (catalog.plans.get(planId) ?? []).find((version) => version.version === planVersion);
    const rate = plan?.consumption.get(feature.id);
    if (plan !== undefined && rate !== undefined) return [{ creditTypeId: plan.creditTypeId, rate, plan }];
  }
  return feature.defaultRates.map(({ creditTypeId, credits, units }) => ({
    creditTypeId,
    rate: { credits, units },
    plan: null,
  }));
}
