import { divideHalfUp, LARGEST_AMOUNT, ONE, readAmount } from '../values/amount.js';
import type { Catalog, Feature, PlanVersion, Rate } from '../catalog/catalog.js';
import type { ChargeAnswer } from './charge.js';
import type { Micro, Ms } from '../values/refs.js';
import type { Refusal } from '../values/refusal.js';
import { statusOf, type Subscription } from '../subscriptions/subscription.js';
import type { Usage } from './usage.js';

export type Price = {
  readonly feature: Feature;
  readonly quantity: Micro;
  readonly creditTypeId: string;
  readonly rate: Rate;
  readonly plan: PlanVersion | null;
  readonly amount: Micro;
};

/** `featureIds` are the named or matching features, as far as they are known before a refusal. */
export type Pricing = { readonly featureIds: readonly string[] } & (
  { readonly prices: readonly Price[]; readonly unrated: readonly string[] } | { readonly refusal: Refusal }
);

function priceOf(quantity: Micro, rate: Rate): Micro {
  return divideHalfUp(quantity * rate.credits, rate.units);
}

type Rounding = 'none' | 'up' | 'down';

/** The charge before rounding as a fraction in lowest terms, and the direction of the rounding. */
export function exactCharge(charge: Pick<ChargeAnswer, 'quantity' | 'rate'>): { exact: string; rounding: Rounding } {
  const { units, credits } = charge.rate;
  const product = charge.quantity * credits;
  const rest = product % units;
  const divisor = greatestCommonDivisor(product, units * ONE);
  const [dividend, below] = [product / divisor, (units * ONE) / divisor];
  return {
    exact: below === 1n ? `${dividend}` : `${dividend}/${below}`,
    rounding: rest === 0n ? 'none' : 2n * rest >= units ? 'up' : 'down',
  };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** A rate below a millionth of a credit per unit would round small usage to no charge. */
export function isRateTooSmall(rate: Rate): boolean {
  return rate.credits * ONE < rate.units;
}

/** Prices usage by the customer's plans at this instant, or by default rates (semantics: From usage to credits). */
export function priceUsage(usage: Usage, subscriptions: readonly Subscription[], catalog: Catalog, nowMs: Ms): Pricing {
  const metered = meterUsage(usage, catalog);
  if ('refusal' in metered) return metered;
  const featureIds = metered.features.map(({ feature }) => feature.id);
  const plans = activePlans(subscriptions, catalog, nowMs);
  const prices: Price[] = [];
  const unrated: string[] = [];
  for (const { feature, quantity } of metered.features) {
    const rates = ratesOf(feature, plans);
    if (rates.length === 0) unrated.push(feature.id);
    for (const { creditTypeId, rate, plan } of rates) {
      prices.push({ feature, quantity, creditTypeId, rate, plan, amount: priceOf(quantity, rate) });
    }
  }
  if (prices.length > 0) return { featureIds, prices, unrated };
  const names = unrated.join(', ');
  return { featureIds, refusal: { code: 'no_rate', detail: `No active plan and no default rate prices ${names}.` } };
}

type MeterReading =
  | { readonly features: readonly { feature: Feature; quantity: Micro }[] }
  | { readonly featureIds: readonly string[]; readonly refusal: Refusal };

function meterUsage(usage: Usage, catalog: Catalog): MeterReading {
  if ('featureId' in usage) {
    const feature = catalog.features.get(usage.featureId);
    if (feature) return { features: [{ feature, quantity: usage.quantity }] };
    const detail = `There is no feature ${usage.featureId}.`;
    return { featureIds: [usage.featureId], refusal: { code: 'feature_not_found', detail } };
  }
  const candidates = catalog.featuresByEvent.get(usage.eventName) ?? [];
  const features: { feature: Feature; quantity: Micro }[] = [];
  for (const feature of candidates) {
    if (!passesFilters(feature, usage.dimensions)) continue;
    const quantity = quantityOf(feature, usage.dimensions);
    if (typeof quantity !== 'bigint') return { featureIds: [feature.id], refusal: quantity };
    features.push({ feature, quantity });
  }
  if (features.length > 0) return { features };
  const detail = `No feature is metered by ${usage.eventName} with these dimensions.`;
  return { featureIds: [], refusal: { code: 'no_meter', detail } };
}

function passesFilters(feature: Feature, dimensions: Readonly<Record<string, string>>): boolean {
  return Object.entries(feature.meter.filters).every(
    ([name, value]) => Object.hasOwn(dimensions, name) && dimensions[name] === value,
  );
}

/** The summed dimension follows the rules for amounts. A negative quantity would create credits. */
function quantityOf(feature: Feature, dimensions: Readonly<Record<string, string>>): Micro | Refusal {
  const { property } = feature.meter;
  if (property === null) return ONE;
  const text = Object.hasOwn(dimensions, property) ? dimensions[property] : undefined;
  const quantity = text === undefined ? null : readAmount(text);
  if (quantity !== null && quantity >= 0n && quantity <= LARGEST_AMOUNT) return quantity;
  const detail =
    text === undefined
      ? `is required: it is what feature ${feature.id} sums`
      : 'must be a decimal string with at most 6 places and no sign or exponent, at most 1000000000000';
  return { code: 'invalid_field', field: `dimensions.${property}`, detail };
}

/** The most recently started plan first. Ids break ties, so that the order is total. */
function activePlans(subscriptions: readonly Subscription[], catalog: Catalog, nowMs: Ms): readonly PlanVersion[] {
  return subscriptions
    .filter((subscription) => statusOf(subscription, nowMs) === 'active')
    .sort((a, b) => b.startMs - a.startMs || (a.id < b.id ? 1 : -1))
    .map((subscription) => catalog.plans.get(subscription.planId)?.[subscription.planVersion - 1])
    .filter((plan) => plan !== undefined);
}

function ratesOf(
  feature: Feature,
  plans: readonly PlanVersion[],
): readonly { creditTypeId: string; rate: Rate; plan: PlanVersion | null }[] {
  for (const plan of plans) {
    const rate = plan.consumption.get(feature.id);
    if (rate) return [{ creditTypeId: plan.creditTypeId, rate, plan }];
  }
  return feature.defaultRates.map((rate) => ({ creditTypeId: rate.creditTypeId, rate, plan: null }));
}
