import type { Catalog, CreditType, Feature, PlanVersion, Rate } from '../../server/ledger/catalog/catalog.js';

export const customers = ['ada', 'bob', 'eve'] as const;
export const creditTypes = ['images', 'tokens', 'vouchers'] as const;
export const resources = ['', 'room'] as const;
/** 2026-08-01T00:00:00Z */
export const beginningMs = 1_785_542_400_000;

export const credits = (whole: number): bigint => BigInt(whole) * 1_000_000n;
export const huge = credits(1_000_000_000_000);

const rate = (amount: bigint, units: bigint): Rate => ({ credits: amount, units });
const unit = { singular: 'one', plural: 'many' };

function creditType(id: string, archivedAtMs: number | null): CreditType {
  return { id, name: id, description: null, unit, symbol: null, metadata: {}, createdAtMs: 0, archivedAtMs };
}

type Meter = { eventName: string; filters?: Record<string, string>; property?: string };

function feature(id: string, meter: Meter, rates: Partial<Record<(typeof creditTypes)[number], Rate>>): Feature {
  const defaultRates = Object.entries(rates).map(([creditTypeId, each]) => ({ creditTypeId, ...each }));
  const property = meter.property ?? null;
  const aggregation = property === null ? 'count' : 'sum';
  const whole = { eventName: meter.eventName, filters: meter.filters ?? {}, aggregation, property } as const;
  return { id, name: id, unit, meter: whole, defaultRates, colorSlot: 1, createdAtMs: 0 };
}

const features: readonly Feature[] = [
  feature('admission', { eventName: 'admission' }, { vouchers: rate(credits(1), credits(1)) }),
  feature('bare', { eventName: 'bare' }, {}),
  // These rates give fractions of a millionth, so a charge of a chat is rounded in both credit types.
  feature(
    'chat',
    { eventName: 'llm', property: 'size' },
    { tokens: rate(credits(1), credits(3)), images: rate(1n, 2n) },
  ),
  feature('mail', { eventName: 'mail' }, { tokens: rate(credits(1), credits(1)) }),
  feature('picture', { eventName: 'llm', filters: { kind: 'picture' } }, {}),
  feature('tick', { eventName: 'tick' }, { images: rate(1n, credits(1)) }),
];

type Terms = Pick<PlanVersion, 'creditTypeId' | 'limit' | 'overdraftLimit'> & { rates: Record<string, Rate> };

function plan(planId: string, version: number, published: boolean, { rates, ...terms }: Terms): PlanVersion {
  return {
    ...{ planId, version, productId: 'default', name: planId, type: 'paid', billingModel: 'prepaid', createdAtMs: 0 },
    ...terms,
    consumption: new Map(Object.entries(rates)),
    publishedAtMs: published ? 0 : null,
  };
}

const hard = { creditTypeId: 'tokens', limit: 'hard', overdraftLimit: null } as const;
const soft = { creditTypeId: 'tokens', limit: 'soft', overdraftLimit: null } as const;
const floored = { creditTypeId: 'images', limit: 'soft', overdraftLimit: credits(25) } as const;
const five = rate(credits(5), credits(1));

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const keys = new Set(values.map(keyOf));
  return new Map([...keys].map((key) => [key, values.filter((value) => keyOf(value) === key)]));
}

function plansWhere(thirdIsPublished: boolean): ReadonlyMap<string, readonly PlanVersion[]> {
  const versions = [
    plan('draft', 1, false, { ...hard, rates: { mail: five } }),
    plan('floored', 1, true, { ...floored, rates: { picture: rate(credits(3), credits(7)), mail: five } }),
    plan('pro', 1, true, { ...hard, rates: { picture: five, bare: five } }),
    plan('pro', 2, true, { ...hard, rates: { picture: five, chat: rate(credits(2), credits(1)) } }),
    plan('pro', 3, thirdIsPublished, { ...soft, rates: { picture: rate(credits(4), credits(1)), mail: five } }),
    plan('team', 1, true, { ...soft, rates: { mail: rate(500_000n, credits(1)), picture: rate(1n, 1n) } }),
  ];
  return grouped(versions, (version) => version.planId);
}

/**
 * The later catalog publishes a third version of `pro`, while earlier subscribers stay on the second. It archives
 * `team` and the vouchers, which still serve their holders.
 */
export function catalogWhere(isLater: boolean): Catalog {
  return {
    revision: isLater ? 2 : 1,
    creditTypes: new Map(creditTypes.map((id) => [id, creditType(id, isLater && id === 'vouchers' ? 0 : null)])),
    features: new Map(features.map((each) => [each.id, each])),
    featuresByEvent: grouped(features, (each) => each.meter.eventName),
    products: new Map(),
    plans: plansWhere(isLater),
    archivedPlans: new Map(isLater ? [['team', 0]] : []),
  };
}
