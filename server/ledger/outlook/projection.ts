import { divideHalfUp, smaller } from '../values/amount.js';
import { compareBurnOrder } from '../grants/burn-order.js';
import { dueMoments } from '../accounts/due.js';
import type { Grant } from '../grants/grant.js';
import { DAY_MS, type Micro, type Ms } from '../values/refs.js';

/** The pace is the mean of the last `most` complete days, or of the days since the first usage, at least `least`. */
export const PACE_DAYS = { most: 7, least: 3 };
const HORIZON_MS: Ms = 3 * 365 * DAY_MS;

/** The credits of an account after all due changes were applied. */
export type Outlook = {
  readonly overdraft: Micro;
  readonly firstUseMs: Ms | null;
  readonly open: readonly Grant[];
  readonly openRest: Micro;
  readonly scheduled: readonly Grant[];
  /** The start of the first scheduled grant that is not loaded; `null` if all are loaded. */
  readonly laterStartMs: Ms | null;
};

export type Pace = { readonly used: Micro; readonly days: number };

export type Projection = {
  readonly perDay: Micro;
  readonly runsOutAtMs: Ms | null;
  readonly unused: readonly { readonly atMs: Ms; readonly amount: Micro }[];
  readonly horizonMs: Ms;
};

/**
 * Projects an account under an even pace (semantics: Looking ahead).
 *
 * Open grants that are not loaded count as one grant that burns last and never expires. The horizon ends before the
 * start of the first scheduled grant that is not loaded.
 */
export function project(outlook: Outlook, pace: Pace, nowMs: Ms): Projection {
  const horizonMs = horizonOf(outlook, nowMs);
  // The scale turns the usage of a millisecond into a whole number, so that nothing is rounded before the end.
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
    // Checked after all starts and ends of this moment, so that a grant that replaces another leaves no gap.
    if (stock.isEmpty) runsOutAtMs ??= atMs;
    fromMs = atMs;
  }
  return { perDay: divideHalfUp(pace.used, BigInt(pace.days)), runsOutAtMs, unused, horizonMs };
}

export function horizonOf({ laterStartMs }: Outlook, nowMs: Ms): Ms {
  const farthest = nowMs + HORIZON_MS;
  if (laterStartMs === null || laterStartMs > farthest) return farthest;
  return Math.max(nowMs, laterStartMs - 1);
}

/** An amount multiplied by the scale. */
type Shares = bigint;
type Lot = { readonly grant: Grant; left: Shares };

class Stock {
  readonly #lots: Lot[] = [];
  readonly #scale: bigint;
  #rest: Shares;
  #overdraft: Shares;
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

  end(grant: Grant): Shares {
    const index = this.#lots.findIndex((lot) => lot.grant === grant);
    const [lot] = index < 0 ? [] : this.#lots.splice(index, 1);
    const lost = lot?.left ?? 0n;
    this.#left -= lost;
    return lost;
  }

  /**
   * Uses `rate` shares per millisecond while any are left.
   *
   * @returns the milliseconds until nothing was left, or `passedMs` if the shares lasted
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

/**
 * A binary search for the first millisecond at which the amount is used up. The caller knows that it is at most `byMs`.
 */
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
