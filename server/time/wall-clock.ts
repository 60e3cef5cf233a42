import type { Clock } from '../engine/engine.js';
import type { Ms } from '../ledger/values/refs.js';

const JUMP_MS = 5 * 60_000;
const STEADY_AFTER_MS = 60_000;

/**
 * The wall clock, compared with the monotonic clock on every read. After a jump of more than five minutes the clock is
 * not steady, and writes are refused, until both clocks agree for a minute. This keeps a wrong clock from expiring
 * grants, and lets a laptop that slept resume.
 */
export function wallClock(wallMs: () => Ms = Date.now, monotonicMs: () => number = () => performance.now()): Clock {
  let offset = wallMs() - monotonicMs();
  let jumpedAt: number | null = null;

  return {
    nowMs: wallMs,
    steady() {
      const monotonic = monotonicMs();
      const drift = wallMs() - monotonic - offset;
      if (Math.abs(drift) > JUMP_MS) {
        offset += drift;
        jumpedAt = monotonic;
      }
      if (jumpedAt !== null && monotonic - jumpedAt >= STEADY_AFTER_MS) jumpedAt = null;
      return jumpedAt === null;
    },
  };
}
