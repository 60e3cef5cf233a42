import { dates, relativeTimes } from './intl.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RELATIVE_DAYS = 7;

/** Where and when something is told. `locale` is that of the words around it. */
export type TimeContext = { readonly locale: string; readonly timeZone: string | undefined; readonly nowMs: number };

/** How near something is, which decides how it is worded. */
export type Wording = 'relative' | 'date' | 'end-of-day';

/** "in 3 days", "5 minutes ago"; never nearer than a minute. */
export function relative(ms: number, { locale, nowMs }: TimeContext): string {
  const away = ms - nowMs;
  const size = Math.abs(away);
  const format = relativeTimes(locale);
  const count = (unitMs: number) => Math.sign(away || 1) * Math.max(1, Math.round(size / unitMs));
  if (size < HOUR_MS - MINUTE_MS / 2) return format.format(count(MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS - HOUR_MS / 2) return format.format(count(HOUR_MS), 'hour');
  return format.format(count(DAY_MS), 'day');
}

/** "30 Nov 2026". */
const mediumDate = (ms: number, { locale, timeZone }: TimeContext): string =>
  dates(locale, { dateStyle: 'medium', timeZone }).format(ms);

/** "14:02". */
export const clockTime = (ms: number, { locale, timeZone }: TimeContext): string =>
  dates(locale, { timeStyle: 'short', timeZone }).format(ms);

/** The whole instant, with the zone's name where it is not the reader's own. */
export function fullInstant(ms: number, { locale, timeZone }: TimeContext): string {
  const own = dates('en', {}).resolvedOptions().timeZone;
  const zone: Intl.DateTimeFormatOptions = timeZone && timeZone !== own ? { timeZoneName: 'short' } : {};
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    ...zone,
  };
  return dates(locale, options).format(ms);
}

function isMidnight(ms: number, timeZone: string | undefined): boolean {
  const clock = dates('en', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return clock.format(ms) === '00:00:00' && ms % 1000 === 0;
}

/**
 * An instant at which something ends: relative when near, else its date. What ends at midnight is over with the day
 * before, and is told that way.
 */
export function describeEnd(ms: number, context: TimeContext): { readonly wording: Wording; readonly text: string } {
  if (Math.round((ms - context.nowMs) / DAY_MS) < RELATIVE_DAYS) {
    return { wording: 'relative', text: relative(Math.max(ms, context.nowMs), context) };
  }
  return isMidnight(ms, context.timeZone)
    ? { wording: 'end-of-day', text: mediumDate(ms - 1, context) }
    : { wording: 'date', text: mediumDate(ms, context) };
}
