import type { CustomerSnapshot, Needs } from './snapshot.js';
import type { Catalog, PlanVersion } from '../catalog/catalog.js';
import { DAY_MS, type AccountRef, type Micro, type Ms } from '../values/refs.js';
import { defineCommand, NO_NEEDS } from './definition.js';
import { quarterOf, type Usage } from '../usage/usage.js';
import type { AccountBook } from '../accounts/book.js';
import { burn } from '../accounts/burn.js';
import { ACCOUNT_RANGE, formatAmount } from '../values/amount.js';
import { type CommandContext, refuse, refuseForCredits } from './context.js';
import { type Price, priceUsage } from '../usage/pricing.js';
import type { ChargeAnswer } from '../usage/charge.js';
import type { Head } from '../values/head.js';
import type { Result } from './result.js';

export type EventBody = {
  readonly kind: 'event';
  readonly usage: Usage;
  readonly atMs: Ms | null;
  readonly userId: string | null;
  readonly resourceId: string;
  readonly enforce: boolean;
  /** The maximum age, a setting of the server that received the event. */
  readonly maxAgeMs: Ms;
};

const EVENT_MAX_AHEAD_MS: Ms = 5 * 60_000;

type Charge = { readonly price: Price; readonly book: AccountBook };

/** The charges of one event to one pool, which are judged together. */
type PoolCharges = { readonly book: AccountBook; readonly prices: readonly Price[]; readonly total: Micro };

/** `floor` is the overdraft that an enforced report may reach; `null` if unlimited. */
type Limit = { readonly limit: 'hard' | 'soft'; readonly floor: Micro | null };

/** Makes all charges of a report, or none (semantics: Running out). */
function decideEvent(command: Head & EventBody, context: CommandContext): Result {
  const { customer, catalog, nowMs } = context;
  const atMs = command.atMs ?? nowMs;
  const priced = customer.prices.get(command.id) ?? priceUsage(command.usage, customer.subscriptions, catalog, nowMs);
  // An unknown feature comes before the timestamp, and the timestamp before the price (semantics: Order of refusals).
  const isUnknown = 'refusal' in priced && priced.refusal.code === 'feature_not_found';
  const late = isUnknown ? null : refuseForTimestamp(atMs, command.maxAgeMs, nowMs);
  if (late) return late;
  if ('refusal' in priced) return { status: 'refused', refusal: priced.refusal };
  const charges = chargesOf(priced.prices, command, context);
  const pools = poolsOf(charges);
  const refusal = findOutOfRange(pools) ?? (command.enforce ? findShortfall(pools) : null);
  if (refusal) return refusal;
  const answers = charges.map((charge) => apply(charge, command, atMs));
  return { status: 'done', answer: { kind: 'event', charges: answers, unrated: priced.unrated } };
}

function refuseForTimestamp(atMs: Ms, maxAgeMs: Ms, nowMs: Ms): Result | null {
  if (atMs >= nowMs - maxAgeMs && atMs <= nowMs + EVENT_MAX_AHEAD_MS) return null;
  const days = maxAgeMs / DAY_MS;
  return refuse('timestamp_out_of_range', `The timestamp must be at most ${days} days back and 5 minutes ahead.`);
}

function chargesOf(
  prices: readonly Price[],
  { customerId, resourceId }: Head & EventBody,
  context: CommandContext,
): Charge[] {
  return prices.map((price) => ({
    price,
    book: context.book(chargedAccount(customerId, price.creditTypeId, resourceId)),
  }));
}

function poolsOf(charges: readonly Charge[]): PoolCharges[] {
  const books = [...new Set(charges.map(({ book }) => book))];
  return books.map((book) => {
    const prices = charges.filter((charge) => charge.book === book).map(({ price }) => price);
    return { book, prices, total: prices.reduce((sum, { amount }) => sum + amount, 0n) };
  });
}

function findOutOfRange(pools: readonly PoolCharges[]): Result | null {
  const over = pools.find(({ book, total }) => book.balance - total < -ACCOUNT_RANGE);
  if (!over) return null;
  const { creditTypeId } = over.book.ref;
  return refuse('amount_out_of_range', `Pool ${creditTypeId} cannot go below -${formatAmount(ACCOUNT_RANGE)}.`);
}

function findShortfall(pools: readonly PoolCharges[]): Result | null {
  for (const { book, prices, total } of pools) {
    const { limit, floor } = strictestLimit(prices);
    if (total === 0n || floor === null || total <= book.available + floor) continue;
    return refuseForCredits(book, total, total - book.available - floor, limit);
  }
  return null;
}

/** The strictest limit among the plans that charge a pool. A charge of zero takes nothing, so its plan does not count. */
function strictestLimit(prices: readonly Price[]): Limit {
  return prices
    .filter(({ amount }) => amount > 0n)
    .reduce((limit, price) => stricter(limit, limitOf(price.plan)), NONE);
}

const NONE: Limit = { limit: 'soft', floor: null };

function stricter(a: Limit, b: Limit): Limit {
  if (b.floor === null) return a;
  if (a.floor === null || b.floor < a.floor) return b;
  return b.floor === a.floor && b.limit === 'hard' ? b : a;
}

/** Without a plan the limit is hard. */
function limitOf(plan: PlanVersion | null): Limit {
  return plan?.limit === 'soft' ? { limit: 'soft', floor: plan.overdraftLimit } : { limit: 'hard', floor: 0n };
}

function apply({ price, book }: Charge, command: Head & EventBody, atMs: Ms): ChargeAnswer {
  const { feature, plan, amount, rate } = price;
  const before = book.head.entrySeq;
  const allocations = burn(book, 'consumed', amount, {
    source: { type: 'event', id: command.id },
    actor: command.actor,
    featureId: feature.id,
    userId: command.userId,
    eventId: command.id,
    planId: plan?.planId ?? null,
    planVersion: plan?.version ?? null,
  });
  if (amount > 0n) book.addUsage(quarterOf(atMs), feature.id, command.userId ?? '', amount);
  return {
    creditTypeId: price.creditTypeId,
    resourceId: command.resourceId || null,
    featureId: feature.id,
    quantity: price.quantity,
    rate: { credits: rate.credits, units: rate.units },
    planId: plan?.planId ?? null,
    planVersion: plan?.version ?? null,
    amount,
    balance: book.balance,
    available: book.available,
    overdraft: book.overdraft,
    allocations,
    entries: book.head.entrySeq > before ? { first: before + 1, last: book.head.entrySeq } : null,
  };
}

/** The accounts depend on the prices, and these on the customer's subscriptions. */
function needsOfEvent(
  { usage, customerId, resourceId }: Head & EventBody,
  { subscriptions }: CustomerSnapshot,
  catalog: Catalog,
  nowMs: Ms,
): Needs {
  try {
    const priced = priceUsage(usage, subscriptions, catalog, nowMs);
    if ('refusal' in priced) return { ...NO_NEEDS, priced };
    const accounts = priced.prices.map((price) => chargedAccount(customerId, price.creditTypeId, resourceId));
    return { accounts, grants: [], priced };
  } catch {
    // The same error is thrown again when the command is decided, and then fails this command only.
    return NO_NEEDS;
  }
}

function chargedAccount(customerId: string, creditTypeId: string, resourceId: string): AccountRef {
  return { customerId, creditTypeId, resourceId };
}

export const event = defineCommand({
  kind: 'event',
  needs: needsOfEvent,
  decide: decideEvent,
  auditAs: null,
  readsSubscriptions: true,
});
