import { intl } from './intl.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const ownTimeZone = (): string => intl('DateTimeFormat', 'en').resolvedOptions().timeZone;

/** The time on a wall clock in the zone, in milliseconds as if that clock showed UTC. */
export function wallClock(ms: number, timeZone: string): number {
  // The Swedish locale writes dates as ISO 8601 does, up to the second.
  const text = intl('DateTimeFormat', 'sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return Date.parse(`${text.replace(' ', 'T')}Z`) + (((ms % 1000) + 1000) % 1000);
}

/** The earlier instant of a repeated wall-clock time, and the first instant after a skipped one. */
export function instantOf(wallMs: number, timeZone: string): number {
  const by = (nearMs: number) => wallMs - (wallClock(nearMs, timeZone) - nearMs);
  const [before, after] = [by(wallMs - DAY_MS), by(wallMs + DAY_MS)];
  const shows = (ms: number) => wallClock(ms, timeZone) === wallMs;
  return shows(after) && !shows(before) ? after : before;
}

/** Whether the zone's clocks show this time twice, because they are set back in between. */
export function isRepeated(ms: number, timeZone: string): boolean {
  const wallMs = wallClock(ms, timeZone);
  return [ms - DAY_MS, ms + DAY_MS].some((nearMs) => {
    const otherMs = wallMs - (wallClock(nearMs, timeZone) - nearMs);
    return otherMs !== ms && wallClock(otherMs, timeZone) === wallMs;
  });
}

/** For the label of an instant: names the zone where the time alone would stand for two instants. */
export const zoneNameAt = (ms: number, timeZone = ownTimeZone()): Intl.DateTimeFormatOptions =>
  isRepeated(ms, timeZone) ? { timeZoneName: 'short' } : {};

/** The start of the hour in the zone, whose offset may end in 30 or 45 minutes. */
export const startOfHour = (ms: number, timeZone: string): number => ms - (wallClock(ms, timeZone) % HOUR_MS);
