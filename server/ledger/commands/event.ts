import type { CustomerSnapshot, Needs } from './snapshot.js';
import type { Catalog, PlanVersion } from '../catalog/catalog.js';
import type { AccountRef, Micro, Ms } from '../values/refs.js';
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

const DAY_MS = 86_400_000;
const EVENT_MAX_AHEAD_MS: Ms = 5 * 60_000;

/** A price and the account that pays it. `total` includes the earlier charges of this event to the account. */
type Charge = { readonly price: Price; readonly book: AccountBook; readonly total: Micro };

/** Makes all charges of a report, or none (semantics: Running out). */
function decideEvent(command: Head & EventBody, context: CommandContext): Result {
  const atMs = command.atMs ?? context.nowMs;
  if (atMs < context.nowMs - command.maxAgeMs || atMs > context.nowMs + EVENT_MAX_AHEAD_MS) {
    const days = command.maxAgeMs / DAY_MS;
    return refuse('timestamp_out_of_range', `The timestamp must be at most ${days} days back and 5 minutes ahead.`);
  }
  const { customer, catalog, nowMs } = context;
  const priced = customer.prices.get(command.id) ?? priceUsage(command.usage, customer.subscriptions, catalog, nowMs);
  if ('refusal' in priced) return { status: 'refused', refusal: priced.refusal };
  const charges = chargesOf(priced.prices, command, context);
  const refusal = findOutOfRange(charges) ?? (command.enforce ? findShortfall(charges) : null);
  if (refusal) return refusal;
  const answers = charges.map((charge) => apply(charge, command, atMs));
  return { status: 'done', answer: { kind: 'event', charges: answers, unrated: priced.unrated } };
}

function chargesOf(
  prices: readonly Price[],
  { customerId, resourceId }: Head & EventBody,
  context: CommandContext,
): Charge[] {
  const charges: Charge[] = [];
  for (const price of prices) {
    const book = context.book(chargedAccount(customerId, price.creditTypeId, resourceId));
    const before = charges.findLast((charge) => charge.book === book)?.total ?? 0n;
    charges.push({ price, book, total: before + price.amount });
  }
  return charges;
}

function findOutOfRange(charges: readonly Charge[]): Result | null {
  const over = charges.find(({ book, total }) => book.balance - total < -ACCOUNT_RANGE);
  if (!over) return null;
  return refuse(
    'amount_out_of_range',
    `Pool ${over.price.creditTypeId} cannot go below -${formatAmount(ACCOUNT_RANGE)}.`,
  );
}

function findShortfall(charges: readonly Charge[]): Result | null {
  const short = charges.find(({ price, book, total }) => {
    const floor = floorOf(price.plan);
    return price.amount > 0n && floor !== null && book.available - total < -floor;
  });
  if (!short) return null;
  const { book, price } = short;
  const required = charges.findLast((charge) => charge.book === book)?.total ?? short.total;
  const shortfall = required - book.available - (floorOf(price.plan) ?? 0n);
  return refuseForCredits(book, required, shortfall, price.plan?.limit ?? 'hard');
}

/** The overdraft that an enforced report may reach; `null` if unlimited. Without a plan the limit is hard. */
function floorOf(plan: PlanVersion | null): Micro | null {
  return plan?.limit === 'soft' ? plan.overdraftLimit : 0n;
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
