import type { AccountBook } from './account-book.js';
import { ACCOUNT_RANGE, formatAmount } from './amount.js';
import { type Deciding, refuse, refuseForCredits } from './decision.js';
import { chargedAccount } from './needs.js';
import { type Price, priceUsage } from './pricing.js';
import { quarterOf } from './reports.js';
import type { ChargeAnswer, EventBody, Head, Micro, Ms, PlanVersion, Result } from './protocol.js';

const DAY_MS = 86_400_000;
/** How far ahead an event may be dated. */
const EVENT_MAX_AHEAD_MS: Ms = 5 * 60_000;

/** A price with the account that pays it, and what that account has to give up to and with this charge. */
type Charge = { readonly price: Price; readonly book: AccountBook; readonly total: Micro };

/** One report of usage: everything it costs is charged, or nothing is (semantics: running out). */
export function decideEvent(command: Head & EventBody, deciding: Deciding): Result {
  const atMs = command.atMs ?? deciding.nowMs;
  if (atMs < deciding.nowMs - command.maxAgeMs || atMs > deciding.nowMs + EVENT_MAX_AHEAD_MS) {
    const days = command.maxAgeMs / DAY_MS;
    return refuse('timestamp_out_of_range', `The timestamp must be at most ${days} days back and 5 minutes ahead.`);
  }
  const { customer, catalog, nowMs } = deciding;
  const priced = customer.prices.get(command.id) ?? priceUsage(command.usage, customer.subscriptions, catalog, nowMs);
  if ('refusal' in priced) return { status: 'refused', refusal: priced.refusal };
  const charges = chargesOf(priced.prices, command, deciding);
  // All are judged before one is made.
  const refusal = findOutOfRange(charges) ?? (command.enforce ? findShortfall(charges) : null);
  if (refusal) return refusal;
  const answers = charges.map((charge) => apply(charge, command, atMs));
  return { status: 'done', answer: { kind: 'event', charges: answers, unrated: priced.unrated } };
}

function chargesOf(
  prices: readonly Price[],
  { customerId, resourceId }: Head & EventBody,
  deciding: Deciding,
): Charge[] {
  const charges: Charge[] = [];
  for (const price of prices) {
    const book = deciding.book(chargedAccount(customerId, price.creditTypeId, resourceId));
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

/** How far below zero an enforced report may go; null: as far as it likes. Without a plan the limit is hard. */
function floorOf(plan: PlanVersion | null): Micro | null {
  return plan?.limit === 'soft' ? plan.overdraftLimit : 0n;
}

function apply({ price, book }: Charge, command: Head & EventBody, atMs: Ms): ChargeAnswer {
  const { feature, plan, amount, rate } = price;
  const before = book.entrySeq;
  const allocations = book.burn('consumed', amount, {
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
    quantity: formatAmount(price.quantity),
    rate: { credits: formatAmount(rate.credits), units: formatAmount(rate.units) },
    planId: plan?.planId ?? null,
    planVersion: plan?.version ?? null,
    amount: formatAmount(amount),
    balance: formatAmount(book.balance),
    available: formatAmount(book.available),
    overdraft: formatAmount(book.overdraft),
    allocations: allocations.map(({ grantId, amount: part, why }) => ({ grantId, amount: formatAmount(part), why })),
    entries: book.entrySeq > before ? { first: before + 1, last: book.entrySeq } : null,
  };
}
