import { divideHalfUp, smaller } from '../values/amount.js';
import { compareBurnOrder } from '../grants/burn-order.js';
import { dueMoments } from '../accounts/due.js';
import type { Grant } from '../grants/grant.js';
import type { Micro, Ms } from '../values/refs.js';

const DAY_MS: Ms = 86_400_000;

/** The pace is the mean of so many complete days of the calendar, or of those since the first use, if at least three. */
export const PACE_DAYS = { most: 7, least: 3 };
const HORIZON_MS: Ms = 3 * 365 * DAY_MS;

/** What there is to be used, as of a moment at which everything that was due has been done. */
export type Outlook = {
  readonly overdraft: Micro;
  /** The first quarter hour with usage; null: nothing was ever used. */
  readonly firstUseMs: Ms | null;
  /** The first open grants in burn order. */
  readonly open: readonly Grant[];
  /** What the open grants behind them have left, together. */
  readonly openRest: Micro;
  /** Those that start soonest. */
  readonly scheduled: readonly Grant[];
  /** When the first of the scheduled grants behind them starts; null: there are none. */
  readonly laterStartMs: Ms | null;
};

/** What was used on so many complete days. */
export type Pace = { readonly used: Micro; readonly days: number };

export type Projection = {
  /** The mean of a day. */
  readonly perDay: Micro;
  /** When nothing is left, used up or expired; null: not before the horizon. */
  readonly runsOutAtMs: Ms | null;
  /** What will expire unused, soonest first. */
  readonly unused: readonly { readonly atMs: Ms; readonly amount: Micro }[];
  readonly horizonMs: Ms;
};

/**
 * What becomes of an account if it is used at an even pace from now on, by days of 24 hours: grants burn in their order,
 * start and expire at their times, and pay the overdraft first. Where nothing is left, nothing is used until credits
 * come (semantics: looking ahead).
 *
 * Grants that were not loaded count as one that burns last and never expires; and nothing is said of the time from
 * which a scheduled grant that was not loaded might count.
 */
export function project(outlook: Outlook, pace: Pace, nowMs: Ms): Projection {
  const horizonMs = horizonOf(outlook, nowMs);
  // In shares of a millionth, so small that what a millisecond burns is a whole number of them: nothing is rounded.
  const scale = BigInt(pace.days) * BigInt(DAY_MS);
  const stock = new Stock(outlook, scale);
  const unused: { atMs: Ms; amount: Micro }[] = [];
  const moments = dueMoments([...outlook.open, ...outlook.scheduled], horizonMs);
  const ahead = moments.map(({ atMs }) => atMs).filter((atMs) => atMs > nowMs);
  let runsOutAtMs: Ms | null = null;
  let fromMs = nowMs;
  let next = 0;
  for (const atMs of new Set([nowMs, ...ahead, horizonMs])) {
    const lasts = stock.burn(pace.used, atMs - fromMs);
    if (lasts < atMs - fromMs) runsOutAtMs ??= fromMs + lasts;
    let lost = 0n;
    for (let moment = moments[next]; moment !== undefined && moment.atMs <= atMs; moment = moments[(next += 1)]) {
      if (moment.isEnd) lost += stock.end(moment.grant);
      else stock.start(moment.grant);
    }
    const amount = divideHalfUp(lost, scale);
    if (amount > 0n && atMs > nowMs) unused.push({ atMs, amount });
    // What ends and what starts at one moment leave no gap.
    if (stock.isEmpty) runsOutAtMs ??= atMs;
    fromMs = atMs;
  }
  return { perDay: divideHalfUp(pace.used, BigInt(pace.days)), runsOutAtMs, unused, horizonMs };
}

/** How far a projection looks: three years, or as far as it knows every grant that starts. */
export function horizonOf({ laterStartMs }: Outlook, nowMs: Ms): Ms {
  const farthest = nowMs + HORIZON_MS;
  if (laterStartMs === null || laterStartMs > farthest) return farthest;
  return Math.max(nowMs, laterStartMs - 1);
}

/** An amount times the scale. */
type Shares = bigint;
type Lot = { readonly grant: Grant; left: Shares };

/** The grants that burn, while time passes over them. */
class Stock {
  /** In burn order; those that are used up are gone. */
  readonly #lots: Lot[] = [];
  readonly #scale: bigint;
  #rest: Shares;
  #overdraft: Shares;
  /** Of all lots and the rest. */
  #left: Shares;

  constructor({ open, openRest, overdraft }: Outlook, scale: bigint) {
    this.#scale = scale;
    this.#rest = openRest * scale;
    this.#left = this.#rest;
    this.#overdraft = overdraft * scale;
    for (const grant of open) this.start(grant);
  }

  get isEmpty(): boolean {
    return this.#left === 0n;
  }

  start(grant: Grant): void {
    const amount = grant.remaining * this.#scale;
    const paid = smaller(this.#overdraft, amount);
    this.#overdraft -= paid;
    if (amount === paid) return;
    const before = this.#lots.findLastIndex((lot) => compareBurnOrder(lot.grant, grant) < 0);
    this.#lots.splice(before + 1, 0, { grant, left: amount - paid });
    this.#left += amount - paid;
  }

  /** @returns what nobody used */
  end(grant: Grant): Shares {
    const index = this.#lots.findIndex((lot) => lot.grant === grant);
    const [lot] = index < 0 ? [] : this.#lots.splice(index, 1);
    const lost = lot?.left ?? 0n;
    this.#left -= lost;
    return lost;
  }

  /**
   * Uses so much with every millisecond, as long as there is something.
   *
   * @returns after how many milliseconds nothing was left; as many as passed where there was enough for them
   */
  burn(rate: Shares, passedMs: Ms): Ms {
    const wanted = rate * BigInt(passedMs);
    const lastsMs = wanted < this.#left ? passedMs : whenReached(this.#left, rate, passedMs);
    let due = smaller(wanted, this.#left);
    this.#left -= due;
    while (due > 0n) {
      const [first] = this.#lots;
      if (!first) break;
      const taken = smaller(first.left, due);
      first.left -= taken;
      due -= taken;
      if (first.left === 0n) this.#lots.shift();
    }
    this.#rest -= due;
    return lastsMs;
  }
}

/** The first millisecond by which an amount is burnt, known to be no later than `byMs`. */
function whenReached(amount: Shares, rate: Shares, byMs: Ms): Ms {
  let earliest = 0;
  let latest = byMs;
  while (earliest < latest) {
    const middle = earliest + Math.floor((latest - earliest) / 2);
    if (rate * BigInt(middle) >= amount) latest = middle;
    else earliest = middle + 1;
  }
  return latest;
}
