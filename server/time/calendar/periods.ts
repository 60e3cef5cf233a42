import type { Ms } from '../../ledger/values/refs.js';
import { startOf, zoned } from './buckets.js';

/**
 * Where the period before `[fromMs, toMs)` begins, which ends at `fromMs`: as many months back where the range is whole
 * months of the time zone, as many days where it is whole days, the same length otherwise.
 */
export function previousFrom(timeZone: string, fromMs: Ms, toMs: Ms): Ms {
  const sameLength = fromMs - (toMs - fromMs);
  const from = zoned(fromMs, timeZone).toPlainDate();
  const to = zoned(toMs, timeZone).toPlainDate();
  if (startOf(from, timeZone) !== fromMs || startOf(to, timeZone) !== toMs) return sameLength;
  const isMonths = from.day === 1 && to.day === 1;
  const length = from.until(to, { largestUnit: isMonths ? 'months' : 'days' });
  const start = startOf(from.subtract(length), timeZone);
  // The only day before may be one that the zone skipped.
  return start < fromMs ? start : sameLength;
}

/** The first instant of tomorrow. */
export const endOfToday = (timeZone: string, nowMs: Ms): Ms =>
  startOf(zoned(nowMs, timeZone).toPlainDate().add({ days: 1 }), timeZone);

/** The starts of the last complete days, oldest first, and the start of today. */
export function lastDays(timeZone: string, nowMs: Ms, days: number): Ms[] {
  const starts = [startOf(zoned(nowMs, timeZone).toPlainDate(), timeZone)];
  // From the end of the day before: a date that never was is none.
  for (let [ms = nowMs] = starts; starts.length <= days; starts.unshift(ms)) {
    ms = startOf(zoned(ms - 1, timeZone).toPlainDate(), timeZone);
  }
  return starts;
}

/** So many days earlier, at the same time of the day. */
export const daysBefore = (timeZone: string, ms: Ms, days: number): Ms =>
  zoned(ms, timeZone).subtract({ days }).epochMilliseconds;
