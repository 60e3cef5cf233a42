const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How much is done on a day, Sunday first: an office that rests at the weekend. */
const WEEK = [0.12, 0.9, 1.15, 1.25, 1.1, 0.8, 0.18];
const OPENS = 8;
const HOURS = 10;

/** A number from 0 to 1 that is always the same for the same words. */
export function chance(words: string): number {
  let state = 0x811c9dc5;
  for (const sign of words) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
}

/** Midnight (UTC) of a day, counted from the one of `startMs`. */
export const midnight = (startMs: number, day: number): number => (Math.floor(startMs / DAY_MS) + day) * DAY_MS;

/** An instant of a working day, some share of it in; never after `startMs`. */
export const workingMs = (startMs: number, day: number, share: number): number =>
  Math.min(startMs, midnight(startMs, day) + (OPENS + share * HOURS) * HOUR_MS);

/** How much of its usual work a day has seen by `startMs`. */
function weightOf(startMs: number, day: number, words: string): number {
  const dayMs = midnight(startMs, day);
  const passed = Math.min(1, Math.max(0, (startMs - dayMs - OPENS * HOUR_MS) / (HOURS * HOUR_MS)));
  return (WEEK[new Date(dayMs).getUTCDay()] ?? 1) * (0.65 + 0.7 * chance(`${words} ${day}`)) * passed;
}

/** Whole parts, as the weights are, that sum to the total. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let owed = 0;
  return weights.map((weight) => {
    owed += (total * weight) / whole;
    const part = Math.round(owed);
    owed -= part;
    return part;
  });
}

/** `total` units of work over the days from the first to the last, both included: how many on each. */
export function overDays(startMs: number, first: number, last: number, total: number, words: string) {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const parts = shareOut(
    total,
    days.map((day) => weightOf(startMs, day, words)),
  );
  return days.map((day, index) => ({ day, units: parts[index] ?? 0 })).filter(({ units }) => units > 0);
}
