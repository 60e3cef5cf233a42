const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How much is done on a day, Sunday first: an office that rests at the weekend. */
const WEEK = [0.12, 0.9, 1.15, 1.25, 1.1, 0.8, 0.18];
const OPENS = 8;
const HOURS = 10;
/** Work is done before and after lunch: where either half begins, as a share of the working day. */
const HALVES = [0, 0.52];
const HALF = 0.46;

/** A number from 0 to 1 that is always the same for the same words. */
export function chance(words: string): number {
  let state = 0x811c9dc5;
  for (const sign of words) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
}

/** How far the clock on this wall is from UTC: the story happens where it is told. */
const offsetMs = (startMs: number): number => -new Date(startMs).getTimezoneOffset() * MINUTE_MS;

/** Midnight of a day, counted from the one of `startMs`. */
export const midnight = (startMs: number, day: number): number =>
  (Math.floor((startMs + offsetMs(startMs)) / DAY_MS) + day) * DAY_MS - offsetMs(startMs);

/** How much of some hours of a day is over by `startMs`. */
const passed = (startMs: number, day: number, opens = OPENS, hours = HOURS): number =>
  Math.min(1, Math.max(0, (startMs - midnight(startMs, day) - opens * HOUR_MS) / (hours * HOUR_MS)));

/**
 * When something was done on a day, always the same for the same words; before `startMs`. Some share of it is done by
 * jobs, at any hour.
 */
export function doneMs(startMs: number, day: number, words: string, byJobs: number): number {
  if (passed(startMs, day) === 0 || chance(`${words} job`) < byJobs) {
    return Math.floor(midnight(startMs, day) + chance(`${words} hour`) * passed(startMs, day, 0, 24) * 24 * HOUR_MS);
  }
  const half = HALVES[chance(`${words} half`) < 0.5 ? 0 : 1] ?? 0;
  const share = half + (HALF * (chance(`${words} one`) + chance(`${words} two`))) / 2;
  const openMs = midnight(startMs, day) + OPENS * HOUR_MS;
  return Math.floor(openMs + share * passed(startMs, day) * HOURS * HOUR_MS);
}

/** How much of its usual work a day has seen by `startMs`, people's and jobs'. */
function weightOf(startMs: number, day: number, words: string, byJobs: number): number {
  const weekday = new Date(midnight(startMs, day) + offsetMs(startMs)).getUTCDay();
  const people = (WEEK[weekday] ?? 1) * passed(startMs, day) * (1 - byJobs);
  return (people + passed(startMs, day, 0, 24) * byJobs) * (0.65 + 0.7 * chance(`${words} ${day}`));
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
export function overDays(
  startMs: number,
  [first, last]: readonly [first: number, last: number],
  total: number,
  words: string,
  byJobs: number,
) {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const parts = shareOut(
    total,
    days.map((day) => weightOf(startMs, day, words, byJobs)),
  );
  return days.map((day, index) => ({ day, units: parts[index] ?? 0 })).filter(({ units }) => units > 0);
}
