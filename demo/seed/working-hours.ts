const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Sunday first. */
const WEEKDAY_LOAD = [0.12, 0.9, 1.15, 1.25, 1.1, 0.8, 0.18];
const OPENING_HOUR = 8;
const OPENING_HOURS = 10;
/** The starts of the work before and after lunch, as shares of the opening hours. */
const HALF_STARTS = [0, 0.52];
const HALF_LENGTH = 0.46;

/** Returns a number from 0 to 1 that depends on `seed` only, so that a repeated seeding writes the same. */
export function randomFrom(seed: string): number {
  let state = 0x811c9dc5;
  for (const sign of seed) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
}

/** Days and working hours are local to the machine. */
const offsetMs = (startMs: number): number => -new Date(startMs).getTimezoneOffset() * MINUTE_MS;

/** Local midnight, `day` days after the midnight before `startMs`. */
export const midnight = (startMs: number, day: number): number =>
  (Math.floor((startMs + offsetMs(startMs)) / DAY_MS) + day) * DAY_MS - offsetMs(startMs);

const elapsedShare = (startMs: number, day: number, opens = OPENING_HOUR, hours = OPENING_HOURS): number =>
  Math.min(1, Math.max(0, (startMs - midnight(startMs, day) - opens * HOUR_MS) / (hours * HOUR_MS)));

/** Picks an instant of `day` before `startMs`. The share `byJobs` of the work is automated and runs at any hour. */
export function workTimeMs(startMs: number, day: number, seed: string, byJobs: number): number {
  if (elapsedShare(startMs, day) === 0 || randomFrom(`${seed} job`) < byJobs) {
    const elapsed = elapsedShare(startMs, day, 0, 24);
    return Math.floor(midnight(startMs, day) + randomFrom(`${seed} hour`) * elapsed * 24 * HOUR_MS);
  }
  const start = HALF_STARTS[randomFrom(`${seed} half`) < 0.5 ? 0 : 1] ?? 0;
  const share = start + (HALF_LENGTH * (randomFrom(`${seed} one`) + randomFrom(`${seed} two`))) / 2;
  const openMs = midnight(startMs, day) + OPENING_HOUR * HOUR_MS;
  return Math.floor(openMs + share * elapsedShare(startMs, day) * OPENING_HOURS * HOUR_MS);
}

function workloadOf(startMs: number, day: number, seed: string, byJobs: number): number {
  const weekday = new Date(midnight(startMs, day) + offsetMs(startMs)).getUTCDay();
  const byPeople = (WEEKDAY_LOAD[weekday] ?? 1) * elapsedShare(startMs, day) * (1 - byJobs);
  return (byPeople + elapsedShare(startMs, day, 0, 24) * byJobs) * (0.65 + 0.7 * randomFrom(`${seed} ${day}`));
}

export function apportion(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let owed = 0;
  return weights.map((weight) => {
    owed += (total * weight) / whole;
    const part = Math.round(owed);
    owed -= part;
    return part;
  });
}

/** Both `first` and `last` are included. Days without work are left out. */
export function spreadOverDays(
  startMs: number,
  [first, last]: readonly [first: number, last: number],
  total: number,
  seed: string,
  byJobs: number,
) {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const parts = apportion(
    total,
    days.map((day) => workloadOf(startMs, day, seed, byJobs)),
  );
  return days.map((day, index) => ({ day, units: parts[index] ?? 0 })).filter(({ units }) => units > 0);
}
