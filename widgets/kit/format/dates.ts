import { intl } from './intl.js';
import { isRepeated, ownTimeZone, wallClock } from './zone.js';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RELATIVE_DAYS = 7;

/** `locale` is the locale of the surrounding words. `timeZone` is `undefined` for the browser's zone. */
export type TimeContext = { readonly locale: string; readonly timeZone: string | undefined; readonly nowMs: number };

/** The sentence around a date; `null` for a relative time, which stands alone. */
export type Wording = 'onDate' | 'endOfDate' | null;

export type End = { readonly wording: Wording; readonly text: string };

/** "in 3 days", "5 minutes ago", "yesterday". Never less than a minute. */
export function relative(ms: number, { locale, timeZone = ownTimeZone(), nowMs }: TimeContext): string {
  const away = ms - nowMs;
  const minutes = Math.round(Math.abs(away) / MINUTE_MS);
  const hours = Math.round(Math.abs(away) / HOUR_MS);
  const print = (count: number, unit: Intl.RelativeTimeFormatUnit) =>
    intl('RelativeTimeFormat', locale).format(away < 0 ? -count : count, unit);
  if (minutes < 60) return print(minutes || 1, 'minute');
  if (away < 0 && hours >= 24) {
    const dayOf = (at: number) => Math.floor(wallClock(at, timeZone) / DAY_MS);
    return intl('RelativeTimeFormat', locale, { numeric: 'auto' }).format(dayOf(ms) - dayOf(nowMs), 'day');
  }
  return hours < 48 ? print(hours, 'hour') : print(Math.round(Math.abs(away) / DAY_MS), 'day');
}

const print = (ms: number, { locale, timeZone }: TimeContext, options: Intl.DateTimeFormatOptions): string =>
  intl('DateTimeFormat', locale, { ...options, timeZone }).format(ms);

/** With the name of the zone (and the seconds that come with it) where clocks show the same time twice. */
const timeStyleOf = (ms: number, { timeZone = ownTimeZone() }: TimeContext): 'short' | 'long' =>
  isRepeated(ms, timeZone) ? 'long' : 'short';

export const clockTime = (ms: number, context: TimeContext): string =>
  print(ms, context, { timeStyle: timeStyleOf(ms, context) });

/** Date and time. In a zone other than the browser's, the zone's name is added, and with it come the seconds. */
export const fullInstant = (ms: number, context: TimeContext): string =>
  print(ms, context, { dateStyle: 'medium', timeStyle: context.timeZone ? 'long' : timeStyleOf(ms, context) });

/** An end at midnight is shown as the end of the day before, and any other one with its time. */
export function dateOfEnd(ms: number, context: TimeContext): End {
  const isMidnight = print(ms, { ...context, locale: 'en-GB' }, { timeStyle: 'medium' }) === '00:00:00';
  if (isMidnight) return { wording: 'endOfDate', text: print(ms - 1000, context, { dateStyle: 'medium' }) };
  return { wording: 'onDate', text: print(ms, context, { dateStyle: 'medium', timeStyle: timeStyleOf(ms, context) }) };
}

/** An end: relative if within a week, else a date. */
export function describeEnd(ms: number, context: TimeContext): End {
  return Math.round((ms - context.nowMs) / DAY_MS) < RELATIVE_DAYS
    ? { wording: null, text: relative(Math.max(ms, context.nowMs), context) }
    : dateOfEnd(ms, context);
}
