import { intl } from './intl.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The reader's own zone by its name, which a server understands too. */
export const ownTimeZone = (): string => intl('DateTimeFormat', 'en').resolvedOptions().timeZone;

/** What the wall clock of a zone shows at an instant, as milliseconds of a clock without zone or summer time. */
export function wallClock(ms: number, timeZone: string): number {
  // Swedish writes dates as ISO 8601 does.
  const text = intl('DateTimeFormat', 'sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** When a wall clock shows this: the earlier instant of two, and the first one after where clocks skip it. */
export function instantOf(wallMs: number, timeZone: string): number {
  const by = (nearMs: number) => wallMs - (wallClock(nearMs, timeZone) - nearMs);
  const [before, after] = [by(wallMs - DAY_MS), by(wallMs + DAY_MS)];
  const shows = (ms: number) => wallClock(ms, timeZone) === wallMs;
  return shows(after) && !shows(before) ? after : before;
}

/** Where the hour of an instant begins in a zone; some are off by 30 or 45 minutes. */
export const startOfHour = (ms: number, timeZone: string): number => ms - (wallClock(ms, timeZone) % HOUR_MS);
