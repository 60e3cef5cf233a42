import fc from 'fast-check';
import type { Balance, CustomerEntry, CustomerGrant, Usage } from '../../server/contract/index.js';
import { fromMillionths } from '../kit/format/decimal.js';
import { grant } from './grants.js';
import { inDays, NOW, pool } from './pools.js';
import { change, dayGroup, entry, eventGroup } from './ledger.js';
import { usage } from './usage.js';

/** Amounts over the contract's full range. */
const amount = fc.oneof(
  fc.constantFrom('0', '0.000001', '-0.000001', '0.004999', '1', '-1', '999.995', '123456', '9223372036854.775807'),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(fromMillionths),
);
const positive = amount.map((decimal) => decimal.replace('-', ''));
const instant = fc.oneof(
  fc.constantFrom(NOW, inDays(1), inDays(-1), inDays(7), '2026-12-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'),
  fc.integer({ min: -4_000, max: 40_000 }).map((days) => inDays(days / 7)),
);
const name = fc.constantFrom('Chat', '', '-', '<img src=x>', '{amount}', '\u202eesrever', 'ملف', 'A'.repeat(80));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Values that a broken server or proxy might send for an amount, an instant or a name. */
const nonsense = fc.constantFrom(
  'NaN',
  'Infinity',
  '-0',
  '',
  '1e9',
  'abc',
  '12.3456789',
  '2026-13-45',
  null,
  undefined,
);
const AMOUNTS =
  /^(balance|available|held|overdraft|granted|used|amount|remaining|consumed|forfeited|adjusted|total|previousTotal|value|delta|balanceAfter|perDay)$/;
const INSTANTS = /^(at|asOf|nextExpiry|renewsAt|validUntil|runsOutAt|effectiveAt|expiresAt)$/;
const NAMES = /^(name|singular|plural|reason|featureId|featureName)$/;

const state = fc.constantFrom(
  'ok' as const,
  'low' as const,
  'depleted' as const,
  'overdrawn' as const,
  'empty' as const,
);

const projection = fc.record({
  pace: maybe(fc.record({ perDay: positive, days: fc.integer({ min: 3, max: 7 }), basis: fc.constant('last_7_days') })),
  runsOutAt: maybe(instant),
  expiringUnused: maybe(fc.record({ amount: positive, by: fc.array(fc.record({ at: instant, amount: positive })) })),
  reason: fc.constantFrom(null, 'not_enough_data', 'no_usage'),
  isComplete: fc.boolean(),
  horizon: instant,
});

const balance = fc
  .record({
    name,
    state,
    balance: amount,
    available: amount,
    held: positive,
    overdraft: positive,
    granted: positive,
    used: amount,
    nextExpiry: maybe(fc.record({ at: instant, amount: positive })),
    renewsAt: maybe(instant),
    validUntil: maybe(instant),
    asOf: instant,
    unit: fc.record({ singular: name, plural: name }),
    projection,
  }) // prettier-ignore
  .map(({ state: other, ...over }) => pool({ ...over, state: over.balance.startsWith('-') ? 'overdrawn' : other }));

const oneGrant = fc
  .record({
    amount: positive,
    remaining: positive,
    consumed: positive,
    forfeited: positive,
    adjusted: amount,
    category: fc.constantFrom('paid', 'promotional'),
    priority: fc.integer({ min: 0, max: 100 }),
    source: fc.constantFrom('api', 'purchase', 'plan', 'auto_top_up', 'rollover', 'trial', 'operator', 'newer-one'),
    status: fc.constantFrom('active', 'scheduled', 'pending', 'depleted', 'expired', 'voided', 'failed', 'frozen'),
    effectiveAt: instant,
    expiresAt: maybe(instant),
    reason: maybe(name),
    position: maybe(fc.integer({ min: 1, max: 99 })),
  }) // prettier-ignore
  .map((over) => grant(over as Partial<CustomerGrant>));

const series = fc.record({
  key: maybe(fc.constantFrom('a', 'b', 'c')),
  name: maybe(name),
  total: positive,
  values: fc.array(positive, { minLength: 7, maxLength: 7 }),
  cents: fc.constant([] as number[]),
  colorSlot: maybe(fc.integer({ min: 1, max: 6 })),
  isOther: fc.boolean(),
});
const used = fc
  .record({ total: positive, previousTotal: positive, series: fc.array(series, { maxLength: 9 }) })
  .map(({ series: all, ...over }) => usage(over, all));

const about = { at: instant, delta: amount, balanceAfter: amount, reason: maybe(name), featureId: maybe(name) };
const changes = fc.array(fc.record({ ...about, featureName: maybe(name) }).map(change), { maxLength: 5 });
const rows = fc.array(
  fc.oneof(
    fc.record(about).map(eventGroup),
    fc
      .record({ ...about, grantId: maybe(name), type: fc.constantFrom('consumed', 'granted', 'frozen') })
      .map((over) => entry(over as Partial<CustomerEntry>)),
    fc.record({ delta: amount, balanceAfter: amount, count: fc.nat() }).map(dayGroup),
  ),
  { maxLength: 5 },
);

export type Data = {
  readonly balances: readonly Balance[];
  readonly grants: readonly CustomerGrant[];
  readonly used: Usage;
  readonly changes: ReturnType<typeof change>[];
  readonly rows: readonly unknown[];
};

/** Arbitrary data that follows the contract. */
export const anyData: fc.Arbitrary<Data> = fc
  .record({
    balances: fc.array(balance, { minLength: 1, maxLength: 2 }),
    grants: fc.array(oneGrant),
    used,
    changes,
    rows,
  })
  .map((data) => ({
    ...data,
    // Two pools with the same credit type would count as one.
    balances: data.balances.map((one, index) => (index ? { ...one, creditTypeId: 'images' } : one)),
  }));

export const brokenData: fc.Arbitrary<Data> = fc
  .tuple(anyData, fc.array(nonsense, { minLength: 8, maxLength: 8 }), fc.infiniteStream(fc.nat(19)))
  .map(([data, odd, dice]) => {
    // Browsers parse "-0" as a date.
    const isOdd = (key: string, value: unknown) => AMOUNTS.test(key) || (INSTANTS.test(key) && value !== '-0');
    const spoil = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return value.map((one) => spoil(one, key === 'values' ? 'value' : ''));
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]));
      const die = Number(dice.next().value);
      if (die >= odd.length) return value;
      if (NAMES.test(key)) return odd[die] ? value : odd[die];
      return isOdd(key, odd[die]) ? odd[die] : value;
    };
    return spoil(data) as Data;
  });
