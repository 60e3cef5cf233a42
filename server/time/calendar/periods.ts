import type { Ms } from '../../ledger/values/refs.js';
import { startOf, zoned } from './buckets.js';

/**
 * The start of the period that ends at `fromMs`. It has the same number of months if the range is whole months of the
 * time zone, of days if the range is whole days, and the same length otherwise.
 */
export function previousFrom(timeZone: string, fromMs: Ms, toMs: Ms): Ms {
  const sameLength = fromMs - (toMs - fromMs);
  const from = zoned(fromMs, timeZone).toPlainDate();
  const to = zoned(toMs, timeZone).toPlainDate();
  if (startOf(from, timeZone) !== fromMs || startOf(to, timeZone) !== toMs) return sameLength;
  const isMonths = from.day === 1 && to.day === 1;
  const length = from.until(to, { largestUnit: isMonths ? 'months' : 'days' });
  const start = startOf(from.subtract(length), timeZone);
  // If the zone skipped the only date before, `start` is `fromMs`.
  return start < fromMs ? start : sameLength;
}

export const endOfToday = (timeZone: string, nowMs: Ms): Ms =>
  startOf(zoned(nowMs, timeZone).toPlainDate().add({ days: 1 }), timeZone);

/** The starts of the last complete days, oldest first, and the start of today. */
export function lastDays(timeZone: string, nowMs: Ms, days: number): Ms[] {
  const starts = [startOf(zoned(nowMs, timeZone).toPlainDate(), timeZone)];
  // Steps to the last instant of the previous day, because the zone may have skipped a date.
  for (let [ms = nowMs] = starts; starts.length <= days; starts.unshift(ms)) {
    ms = startOf(zoned(ms - 1, timeZone).toPlainDate(), timeZone);
  }
  return starts;
}

/** Keeps the local time of day. */
export const daysBefore = (timeZone: string, ms: Ms, days: number): Ms =>
  zoned(ms, timeZone).subtract({ days }).epochMilliseconds;
