import type { Clock } from '../engine/engine.js';
import type { Ms } from '../ledger/values/refs.js';

const JUMP_MS = 5 * 60_000;
const STEADY_AFTER_MS = 60_000;
const MINUTE_MS = 60_000;

/** The times that a store knows when a server starts; `null` if it knows none. */
export type ClockEvidence = { readonly newestEntryMs: Ms | null; readonly databaseMs: Ms | null };

export const NO_EVIDENCE: ClockEvidence = { newestEntryMs: null, databaseMs: null };

const JUMPED = 'The clock of the server jumped; writes wait until it has run steadily for a minute.';

/**
 * The wall clock, compared with the monotonic clock on every read, and at the start with the store. It is not steady:
 *
 * - after a jump of more than five minutes, until both clocks agree for a minute. This keeps a wrong clock from expiring
 *   grants, and lets a laptop that slept resume;
 * - while it is more than five minutes before the newest entry, or from the clock of the database.
 *
 * While it is not steady, writes are refused, and the time runs on from the last time that was trusted.
 */
export function wallClock(
  evidence: ClockEvidence,
  wallMs: () => Ms = Date.now,
  monotonicMs: () => number = () => performance.now(),
): Clock {
  const startedAt = monotonicMs();
  let offset = wallMs() - startedAt;
  let jumpedAt: number | null = null;
  let start: ClockEvidence | null = evidence;
  let trustedOffset = (evidence.databaseMs ?? Math.max(wallMs(), evidence.newestEntryMs ?? 0)) - startedAt;

  function doubt(): string | null {
    const monotonic = monotonicMs();
    const current = wallMs() - monotonic;
    if (Math.abs(current - offset) > JUMP_MS) {
      offset = current;
      jumpedAt = monotonic;
    }
    if (jumpedAt !== null && monotonic - jumpedAt >= STEADY_AFTER_MS) jumpedAt = null;
    const wrong = start && doubtAtStart(start, wallMs(), monotonic - startedAt);
    if (wrong !== null) return wrong;
    // Later, a slow drift of either clock is no evidence.
    start = null;
    if (jumpedAt !== null) return JUMPED;
    trustedOffset = current;
    return null;
  }

  return {
    nowMs: () => (doubt() === null ? wallMs() : Math.trunc(monotonicMs() + trustedOffset)),
    steady: () => doubt() === null,
    doubt,
  };
}

function doubtAtStart({ newestEntryMs, databaseMs }: ClockEvidence, nowMs: Ms, elapsedMs: number): string | null {
  const fromDatabaseMs = databaseMs === null ? 0 : nowMs - (databaseMs + elapsedMs);
  if (Math.abs(fromDatabaseMs) > JUMP_MS) {
    const side = fromDatabaseMs < 0 ? 'behind' : 'ahead of';
    return `The clock of the server is ${minutes(fromDatabaseMs)} ${side} the clock of the database.`;
  }
  const behindMs = newestEntryMs === null ? 0 : newestEntryMs - nowMs;
  return behindMs > JUMP_MS ? `The clock of the server is ${minutes(behindMs)} before the newest entry.` : null;
}

const minutes = (ms: number) => `${Math.round(Math.abs(ms) / MINUTE_MS)} minutes`;
