import { Temporal } from 'temporal-polyfill';
import type { Ms } from '../../ledger/values/refs.js';

/** Weeks start on Monday (ISO 8601). */
export type Interval = 'hour' | 'day' | 'week' | 'month';

const HOUR_MS = 3_600_000;

/**
 * The starts of the buckets in `[fromMs, toMs)`: `fromMs`, and each later start of an hour, day, week or month in the
 * time zone (semantics: Usage over time).
 *
 * @returns `null` if there are more than `most` buckets
 */
export function bucketStarts(interval: Interval, timeZone: string, fromMs: Ms, toMs: Ms, most: number): Ms[] | null {
  const starts = [fromMs];
  const next = interval === 'hour' ? hoursAfter(timeZone, fromMs) : datesAfter(interval, timeZone, fromMs);
  for (const ms of next) {
    if (ms >= toMs) return starts;
    if (starts.length === most) return null;
    starts.push(ms);
  }
  return starts;
}

function* datesAfter(interval: 'day' | 'week' | 'month', timeZone: string, ms: Ms): Generator<Ms, never> {
  const first = beginning(interval, zoned(ms, timeZone).toPlainDate());
  const steps = { day: 'days', week: 'weeks', month: 'months' } as const;
  let last = ms;
  for (let count = 1; ; count += 1) {
    const start = startOf(first.add({ [steps[interval]]: count }), timeZone);
    // A date that the zone skipped has the same first instant as the next date.
    if (start > last) yield (last = start);
  }
}

function beginning(interval: 'day' | 'week' | 'month', date: Temporal.PlainDate): Temporal.PlainDate {
  if (interval === 'week') return date.subtract({ days: date.dayOfWeek - 1 });
  return interval === 'month' ? date.with({ day: 1 }) : date;
}

/**
 * An hour begins at each full local hour, and where the clock changes to another hour. A shift of half an hour makes
 * one bucket of 30 or 90 minutes, and an hour that occurs twice makes two buckets.
 */
function* hoursAfter(timeZone: string, ms: Ms): Generator<Ms, never> {
  for (let start = zoned(ms, timeZone); ;) {
    const hour = start.epochMilliseconds + untilFullHour(shownMs(start));
    let end = zoned(hour, timeZone);
    if (end.offsetNanoseconds !== start.offsetNanoseconds) {
      const shift = start.getTimeZoneTransition('next') ?? end;
      const goesOn = hourOf(shift) === hourOf(start) && shownMs(shift) % HOUR_MS !== 0;
      end = goesOn ? shift.add({ milliseconds: untilFullHour(shownMs(shift)) }) : shift;
    }
    yield end.epochMilliseconds;
    start = end;
  }
}

/** The local time of a zone, as if it were UTC. */
const shownMs = (time: Temporal.ZonedDateTime): Ms => time.epochMilliseconds + time.offsetNanoseconds / 1_000_000;
const hourOf = (time: Temporal.ZonedDateTime): number => Math.floor(shownMs(time) / HOUR_MS);
const untilFullHour = (shown: Ms): Ms => HOUR_MS - (shown % HOUR_MS);

/** The first instant of a date. It is later than midnight if clocks go forward then. */
export const startOf = (date: Temporal.PlainDate, timeZone: string): Ms =>
  date.toZonedDateTime(timeZone).epochMilliseconds;

export const zoned = (ms: Ms, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);

/** The local time as text with its offset: `2026-03-29T00:00:00+01:00`. */
export const zonedText = (ms: Ms, timeZone: string): string =>
  zoned(ms, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
