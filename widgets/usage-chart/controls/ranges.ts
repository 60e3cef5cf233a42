import { instantOf, startOfHour, wallClock } from '../../kit/format/zone.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More bars would be too narrow to see. */
const MOST_BARS = 400;

export const RANGES = ['24h', '7d', '30d', '12m', 'custom'] as const;
export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export const GROUPS = ['feature', 'user'] as const;
export type Range = (typeof RANGES)[number];
export type Interval = (typeof INTERVALS)[number];
export type Group = (typeof GROUPS)[number] | 'none';

const LENGTH_MS: Readonly<Record<Interval, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
};

/** `toMs` is exclusive. */
export type Period = { readonly fromMs: number; readonly toMs: number };

/** `null` if the text is not a date like "2026-11-23". */
const dayOf = (date: string | null | undefined): number | null => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date ?? '') ? Date.parse(`${date}T00:00Z`) : NaN;
  return Number.isNaN(ms) ? null : ms;
};

const dateOf = (ms: number, timeZone: string): string => new Date(wallClock(ms, timeZone)).toISOString().slice(0, 10);

/** Both days are included. */
export const daysOf = ({ fromMs, toMs }: Period, timeZone: string) => ({
  from: dateOf(fromMs, timeZone),
  to: dateOf(toMs - 1, timeZone),
});

/** Whole months. The last one contains this wall-clock time. */
function months(wallMs: number, count: number): readonly [number, number] {
  const now = new Date(wallMs);
  const start = (offset: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset);
  return [start(1 - count), start(1)];
}

/**
 * Whole hours, days or months in the zone, including the one in progress. Both custom dates are included; `null` if the
 * dates are invalid or too far apart for bars.
 */
export function periodOf(
  range: Range,
  nowMs: number,
  timeZone: string,
  first?: string | null,
  last?: string | null,
): Period | null {
  if (range === '24h') {
    const hourMs = startOfHour(nowMs, timeZone);
    return { fromMs: hourMs - 23 * HOUR_MS, toMs: hourMs + HOUR_MS };
  }
  const nowWallMs = wallClock(nowMs, timeZone);
  const today = nowWallMs - (nowWallMs % DAY_MS);
  const days = (count: number) => [today - (count - 1) * DAY_MS, today + DAY_MS] as const;
  const chosen = () => [dayOf(first) ?? NaN, (dayOf(last) ?? NaN) + DAY_MS] as const;
  const walls = { '7d': () => days(7), '30d': () => days(30), '12m': () => months(nowWallMs, 12), custom: chosen };
  const [fromWall, toWall] = walls[range]();
  const spanMs = toWall - fromWall;
  if (!(spanMs > 0 && spanMs <= MOST_BARS * LENGTH_MS.month)) return null;
  return { fromMs: instantOf(fromWall, timeZone), toMs: instantOf(toWall, timeZone) };
}

/** Intervals with more than one bar and at most `MOST_BARS`. */
export function intervalsFor({ fromMs, toMs }: Period): readonly Interval[] {
  const spanMs = toMs - fromMs;
  const fitting = INTERVALS.filter((interval) => {
    const bars = spanMs / LENGTH_MS[interval];
    return bars > 1.1 && bars <= MOST_BARS;
  });
  return fitting.length ? fitting : ['hour'];
}

/** Falls back to an interval with a readable number of bars if the given one does not fit the period. */
export function intervalFor(period: Period, asked: unknown): Interval {
  const fitting = intervalsFor(period);
  const spanMs = period.toMs - period.fromMs;
  const usual = (spanMs <= 2 * DAY_MS && 'hour') || (spanMs <= 70 * DAY_MS && 'day') || 'month';
  const [first = 'day'] = fitting;
  return [asked, usual, first].find((one): one is Interval => fitting.includes(one as Interval)) ?? first;
}
