import type { AccountRef, Author, Ms } from '../../server/ledger/values/refs.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { GrantChange, GrantTerms } from '../../server/ledger/grants/grant.js';
import type { Store } from '../../server/store/ports/store.js';

/** 2026-08-01T00:00:00Z */
export const START_MS: Ms = 1_785_542_400_000;
/** The server's default. */
export const MAX_AGE_MS: Ms = 35 * 86_400_000;
export const credits = (whole: number): bigint => BigInt(whole) * 1_000_000n;

/** The default customers of the builders below. Tests that share a store replace them. */
export const people = { ada: 'ada', bob: 'bob' };

export const ANY_GRANT = {
  creditTypeId: null,
  resourceId: null,
  status: null,
  past: null,
  category: null,
  source: null,
  actorId: null,
  fromMs: null,
  toMs: null,
  atMs: null,
  order: 'newest',
  after: null,
  limit: 100,
} as const;

let made = 0;
export const nextId = (prefix: string): string => `${prefix}_${String((made += 1)).padStart(8, '0')}`;

export const pool = (customerId = people.ada, creditTypeId = 'tokens', resourceId = ''): AccountRef => ({
  customerId,
  creditTypeId,
  resourceId,
});

export const AUTHOR: Author = { actor: { type: 'apiKey', id: 'key_test' }, requestId: null };

type CommandOptions = { readonly id?: string; readonly key?: string; readonly fingerprint?: string };

function head(
  operation: string,
  prefix: string,
  customerId: string,
  { id = nextId(prefix), key, fingerprint }: CommandOptions,
) {
  const value = key ?? `key of ${id}`;
  return { id, customerId, key: { operation, value, fingerprint: fingerprint ?? value }, cause: null, ...AUTHOR };
}

type Terms = Partial<Omit<GrantTerms, 'amount'>>;
type GrantGiven = CommandOptions & Terms & { readonly account?: AccountRef; readonly cause?: string };

export function grant(amount: number, given: GrantGiven = {}): Command {
  const { id, key, fingerprint, account = pool(), cause = null, ...terms } = given;
  const named = { ...(id !== undefined && { id }), ...(key !== undefined && { key }) };
  return {
    ...head('grants', 'grt', account.customerId, { ...named, ...(fingerprint !== undefined && { fingerprint }) }),
    cause,
    kind: 'grant',
    account,
    terms: {
      amount: credits(amount),
      category: 'paid',
      source: 'api',
      priority: 50,
      effectiveAtMs: null,
      expiresAtMs: null,
      unitCost: null,
      payment: null,
      reason: null,
      metadata: {},
      ...terms,
    },
  };
}

type Event = Extract<Command, { kind: 'event' }>;
type EventGiven = CommandOptions &
  Partial<Pick<Event, 'customerId' | 'atMs' | 'userId' | 'resourceId' | 'enforce' | 'maxAgeMs' | 'usage'>>;

/** Usage of the feature `mail`, at one credit each without a plan, unless `usage` overrides it. */
export function event(quantity: number, given: EventGiven = {}): Event {
  const { customerId = people.ada, usage = { featureId: 'mail', quantity: credits(quantity) } } = given;
  const { atMs = null, userId = null, resourceId = '', enforce = false, maxAgeMs = MAX_AGE_MS } = given;
  const own = head('events', 'evt', customerId, given);
  return { ...own, kind: 'event', usage, atMs, userId, resourceId, enforce, maxAgeMs };
}

export const voidGrant = (grantId: string, given: CommandOptions & { readonly account?: AccountRef } = {}): Command => {
  const account = given.account ?? pool();
  const own = head('grants.void', 'cmd', account.customerId, given);
  return { ...own, kind: 'grant.void', account, grantId, reason: null };
};

type Change = CommandOptions & { readonly account?: AccountRef };
const changing = (grantId: string, operation: string, { account = pool(), ...given }: Change) => ({
  ...head(operation, 'cmd', account.customerId, given),
  account,
  grantId,
});

export const payGrant = (grantId: string, given: Change = {}): Command => ({
  ...changing(grantId, 'grants.mark-paid', given),
  ...{ kind: 'grant.pay', reason: null },
});
export const failGrant = (grantId: string, given: Change = {}): Command => ({
  ...changing(grantId, 'grants.mark-failed', given),
  ...{ kind: 'grant.fail', reason: null },
});
export const editGrant = (grantId: string, change: GrantChange, given: Change = {}): Command => ({
  ...changing(grantId, 'grants.edit', given),
  ...{ kind: 'grant.edit', change },
});

type AdjustGiven = Change & { readonly mayOverdraw?: boolean };
export function adjust(amount: number, given: AdjustGiven = {}): Command {
  const { account = pool(), mayOverdraw = false, ...own } = given;
  const taken = { account, amount: credits(amount), mayOverdraw, reason: 'put right' };
  return { ...head('adjustments', 'adj', account.customerId, own), kind: 'adjust', ...taken };
}

type SubscribeGiven = CommandOptions & { readonly customerId?: string; readonly startMs?: Ms };
export const subscribe = (planId: string, given: SubscribeGiven = {}): Command => {
  const own = head('subscriptions', 'sub', given.customerId ?? people.ada, given);
  return { ...own, kind: 'subscribe', planId, startMs: given.startMs ?? null };
};

export const changePlan = (subscriptionId: string, planId: string, version: number | null = null): Command => {
  const own = head('subscriptions.change-plan', 'cmd', people.ada, {});
  return { ...own, kind: 'plan.change', subscriptionId, planId, version };
};
export const cancel = (subscriptionId: string): Command => {
  return { ...head('subscriptions.cancel', 'cmd', people.ada, {}), kind: 'cancel', subscriptionId };
};

/** Replaces the two customers, for tests that share a store. */
export async function newPeople(store: Store): Promise<void> {
  people.ada = nextId('ada');
  people.bob = nextId('bob');
  for (const id of [people.ada, people.bob]) await putCustomer(store, id);
}

export async function seedStore(store: Store, nowMs: Ms = START_MS): Promise<void> {
  for (const id of [people.ada, people.bob]) await putCustomer(store, id, nowMs);
  const unit = { singular: 'one', plural: 'many' };
  for (const id of ['tokens', 'images']) {
    const creditType = { id, name: id, description: null, unit, symbol: null, metadata: {} };
    await store.changeCatalog({ kind: 'creditType.create', creditType }, null, AUTHOR, nowMs);
  }
  const one = { credits: credits(1), units: credits(1) };
  const count = { filters: {}, aggregation: 'count', property: null } as const;
  const features = [
    {
      ...{ id: 'mail', name: 'Mail', unit, meter: { eventName: 'mail.sent', ...count } },
      defaultRates: [{ creditTypeId: 'tokens', ...one }],
    },
    {
      ...{ id: 'chat', name: 'Chat', unit },
      meter: { eventName: 'llm.call', filters: { kind: 'chat' }, aggregation: 'sum', property: 'size' } as const,
      // A third of a credit per unit, so charges are rounded in two accounts at once.
      defaultRates: [
        { creditTypeId: 'tokens', credits: credits(1), units: credits(3) },
        { creditTypeId: 'images', credits: credits(1), units: credits(1_000) },
      ],
    },
  ];
  for (const feature of features) await store.changeCatalog({ kind: 'feature.create', feature }, null, AUTHOR, nowMs);
  await publishPlan(store, 2, nowMs);
}

export const putCustomer = (store: Store, id: string, nowMs: Ms = START_MS) =>
  store.putCustomer({ id, name: null, email: null, timeZone: 'UTC', locale: null, metadata: {} }, AUTHOR, nowMs);

export async function publishPlan(store: Store, creditsPerMail: number, nowMs: Ms = START_MS): Promise<void> {
  const plan = {
    ...({
      planId: 'pro',
      productId: null,
      name: 'Pro',
      type: 'paid',
      billingModel: 'prepaid',
      creditTypeId: 'tokens',
    } as const),
    consumption: new Map([['mail', { credits: credits(creditsPerMail), units: credits(1) }]]),
    ...({ limit: 'hard', overdraftLimit: null } as const),
  };
  const isNew = !(await store.catalog()).plans.has('pro');
  await store.changeCatalog({ kind: isNew ? 'plan.create' : 'plan.draft', plan }, null, AUTHOR, nowMs);
  await store.changeCatalog({ kind: 'plan.publish', planId: 'pro' }, null, AUTHOR, nowMs);
}
