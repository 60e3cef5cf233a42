import fc from 'fast-check';
import { creditTypes, credits, customers, huge, resources } from './world.js';

/**
 * Intended actions before the state is known. `pick` numbers choose among existing objects when an intent becomes a
 * command, so that histories remain meaningful while they shrink.
 */
type Place = { readonly customerId: string; readonly resourceId: string };
export type EventIntent = Place & {
  readonly kind: 'event';
  readonly usage: { readonly featureId: string; readonly quantity: bigint | 'all' } | RawUsage;
  readonly ageMs: number | null;
  readonly userId: string | null;
  readonly enforce: boolean;
};
export type RawUsage = { readonly eventName: string; readonly dimensions: Readonly<Record<string, string>> };
export type GrantIntent = Place & {
  readonly kind: 'grant';
  readonly creditTypeId: string;
  readonly amount: bigint;
  readonly category: 'paid' | 'promotional';
  readonly priority: number;
  readonly effectiveIn: number | null;
  /** Counted from the later of now and the effective instant. */
  readonly lifetimeMs: number | null;
  readonly reference: number | null;
  readonly isUnpaid: boolean;
};
export type PaymentIntent = { readonly kind: 'pay' | 'fail'; readonly pick: number };
/** Absent fields stay unchanged; instants are relative to now. */
export type EditIntent = {
  readonly kind: 'edit';
  readonly pick: number;
  readonly change: {
    readonly priority?: number | undefined;
    readonly reason?: string | null | undefined;
    readonly effectiveIn?: number | undefined;
    readonly expiresIn?: number | null | undefined;
    /** Relative to the used part or to the amount of the grant. */
    readonly amount?: { readonly from: 'used' | 'amount'; readonly by: bigint } | undefined;
  };
};
export type AdjustIntent = Place & {
  readonly kind: 'adjust';
  readonly creditTypeId: string;
  readonly amount: bigint | 'all';
  readonly mayOverdraw: boolean;
};
export type VoidIntent = { readonly kind: 'void'; readonly pick: number };
export type SubscribeIntent = {
  readonly kind: 'subscribe';
  readonly customerId: string;
  readonly planId: string;
  readonly startIn: number | null;
};
export type ChangePlanIntent = {
  readonly kind: 'plan.change';
  readonly pick: number;
  readonly planId: string;
  readonly version: number | null;
};
export type CancelIntent = { readonly kind: 'cancel'; readonly pick: number };
export type TouchIntent = { readonly kind: 'touch'; readonly customerId: string };
export type AgainIntent = { readonly kind: 'retry' | 'conflict'; readonly pick: number };
export type Intent =
  | EventIntent
  | GrantIntent
  | VoidIntent
  | PaymentIntent
  | EditIntent
  | AdjustIntent
  | SubscribeIntent
  | ChangePlanIntent
  | CancelIntent
  | TouchIntent
  | AgainIntent;

export type Move = { readonly by: number } | { readonly toBoundary: number; readonly offsetMs: -1 | 0 | 1 };
export type Step = { readonly move: Move; readonly publish: boolean; readonly intents: readonly Intent[] };

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

type WeightedChoice<T> = readonly [weight: number, value: T];
const oneOf = <T>(...values: readonly WeightedChoice<T>[]): fc.Arbitrary<T> =>
  fc.oneof(...values.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const customerId = fc.oneof(
  // Most intents concern one customer, so that its accounts gather long histories.
  { weight: 30, arbitrary: fc.constant<string>(customers[0]) },
  { weight: 10, arbitrary: fc.constantFrom<string>(...customers) },
  { weight: 1, arbitrary: fc.constant('ghost') },
);
const resourceId = oneOf<string>([10, resources[0]], [1, resources[1]]);
const pick = fc.nat(10_000);

/** Amounts that reach the end of an account's range after a few steps. */
const giantAmount = fc.constantFrom(huge, huge - 1n, huge - credits(1));
const usualAmount = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 100 }).map(credits) },
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: credits(20) }) },
  { weight: 1, arbitrary: fc.constant(1n) },
  { weight: 1, arbitrary: fc.constantFrom(huge, huge - 1n) },
);
const usualQuantity = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }).map(credits) },
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: credits(5) }) },
  { weight: 3, arbitrary: fc.constant<'all'>('all') },
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, huge) },
);

const size = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 90 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('0', '0.000001', '1.50', '0.333333', '1000000000000') },
  { weight: 1, arbitrary: fc.constantFrom('', '-1', '1e3', '01', '.5', '0.0000001', '1000000000000.000001', ' 7 ') },
);
const raw: fc.Arbitrary<RawUsage> = fc.oneof(
  { weight: 4, arbitrary: size.map((text) => ({ eventName: 'llm', dimensions: { size: text } })) },
  { weight: 4, arbitrary: size.map((text) => ({ eventName: 'llm', dimensions: { size: text, kind: 'picture' } })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<RawUsage>(
      { eventName: 'mail', dimensions: {} },
      { eventName: 'llm', dimensions: { kind: 'picture' } },
      { eventName: 'bare', dimensions: {} },
      { eventName: 'unheard', dimensions: { size: '1' } },
    ),
  },
);
const namedWith = (quantity: fc.Arbitrary<bigint | 'all'>) =>
  fc.record({
    featureId: oneOf<string>(
      [8, 'mail'],
      [3, 'chat'],
      [3, 'picture'],
      [2, 'tick'],
      [2, 'admission'],
      [1, 'bare'],
      [1, 'missing'],
    ),
    quantity,
  });

const eventWith = (named: ReturnType<typeof namedWith>): fc.Arbitrary<EventIntent> =>
  fc.record({
    kind: fc.constant('event'),
    customerId,
    resourceId,
    usage: fc.oneof({ weight: 3, arbitrary: named }, { weight: 2, arbitrary: raw }),
    ageMs: oneOf<number | null>(
      [20, null],
      [2, hour],
      [1, 35 * day],
      [1, 35 * day + 1],
      [1, -5 * minute],
      [1, -5 * minute - 1],
    ),
    userId: oneOf<string | null>([1, null], [1, 'user-1']),
    enforce: fc.boolean(),
  });

const grantWith = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<GrantIntent> =>
  fc.record({
    kind: fc.constant('grant'),
    customerId,
    resourceId,
    creditTypeId: oneOf<string>([24, creditTypes[1]], [8, creditTypes[0]], [4, creditTypes[2]], [1, 'missing']),
    amount,
    category: fc.constantFrom('paid', 'promotional'),
    priority: fc.integer({ min: 0, max: 2 }),
    effectiveIn: oneOf<number | null>([10, null], [1, -hour], [1, 0], [1, 1], [3, hour], [3, day]),
    lifetimeMs: oneOf<number | null>([6, null], [1, 0], [2, 1], [4, hour], [4, day], [2, 30 * day]),
    reference: oneOf<number | null>([12, null], [1, 1], [1, 2]),
    isUnpaid: oneOf([4, false], [1, true]),
  });

const edit: fc.Arbitrary<EditIntent> = fc.record({
  kind: fc.constant('edit'),
  pick,
  change: fc.record(
    {
      priority: fc.integer({ min: 0, max: 2 }),
      reason: fc.constantFrom(null, 'said better'),
      effectiveIn: fc.constantFrom(-1, 0, 1, hour, day),
      expiresIn: fc.constantFrom(null, 0, 1, hour, day, 30 * day),
      amount: fc.record({
        from: fc.constantFrom('used', 'amount'),
        by: fc.constantFrom(-credits(1), -1n, 0n, 1n, credits(5), credits(40), huge),
      }),
    },
    { requiredKeys: [] },
  ),
});

const adjustWith = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<AdjustIntent> =>
  fc.record({
    kind: fc.constant('adjust'),
    customerId,
    resourceId,
    creditTypeId: oneOf<string>([24, creditTypes[1]], [8, creditTypes[0]], [4, creditTypes[2]], [1, 'missing']),
    amount: fc.oneof({ weight: 3, arbitrary: amount }, { weight: 1, arbitrary: fc.constant<'all'>('all') }),
    mayOverdraw: fc.boolean(),
  });

type Sizes = { readonly amount: fc.Arbitrary<bigint>; readonly quantity: fc.Arbitrary<bigint | 'all'> };

const intentOf = ({ amount, quantity }: Sizes): fc.Arbitrary<Intent> =>
  fc.oneof(
    { weight: 16, arbitrary: eventWith(namedWith(quantity)) },
    { weight: 12, arbitrary: grantWith(amount) },
    { weight: 4, arbitrary: fc.record<VoidIntent>({ kind: fc.constant('void'), pick }) },
    { weight: 3, arbitrary: fc.record<PaymentIntent>({ kind: fc.constant('pay'), pick }) },
    { weight: 1, arbitrary: fc.record<PaymentIntent>({ kind: fc.constant('fail'), pick }) },
    { weight: 5, arbitrary: edit },
    { weight: 3, arbitrary: adjustWith(amount) },
    {
      weight: 3,
      arbitrary: fc.record<SubscribeIntent>({
        kind: fc.constant('subscribe'),
        customerId,
        planId: oneOf<string>([6, 'pro'], [6, 'team'], [6, 'floored'], [1, 'draft'], [1, 'missing']),
        startIn: oneOf<number | null>([8, null], [1, -1], [1, 0], [2, 1], [4, hour]),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record<ChangePlanIntent>({
        kind: fc.constant('plan.change'),
        pick,
        planId: oneOf<string>([6, 'pro'], [6, 'team'], [6, 'floored'], [1, 'draft'], [1, 'missing']),
        version: oneOf<number | null>([4, null], [2, 1], [2, 2], [2, 3], [1, 9]),
      }),
    },
    { weight: 1, arbitrary: fc.record<CancelIntent>({ kind: fc.constant('cancel'), pick }) },
    { weight: 2, arbitrary: fc.record<TouchIntent>({ kind: fc.constant('touch'), customerId }) },
    { weight: 3, arbitrary: fc.record<AgainIntent>({ kind: fc.constant('retry'), pick }) },
    { weight: 1, arbitrary: fc.record<AgainIntent>({ kind: fc.constant('conflict'), pick }) },
  );

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, minute, hour, day).map((by) => ({ by })) },
  { weight: 3, arbitrary: fc.record({ toBoundary: pick, offsetMs: fc.constantFrom(-1, 0, 1) }) },
);

const stepOf = (sizes: Sizes): fc.Arbitrary<Step> =>
  fc.record({
    move,
    publish: oneOf([30, false], [1, true]),
    intents: fc.array(intentOf(sizes), { minLength: 1, maxLength: 6 }),
  });

export const usualStep = stepOf({ amount: usualAmount, quantity: usualQuantity });
export const giantStep = stepOf({ amount: giantAmount, quantity: giantAmount });
