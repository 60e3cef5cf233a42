import type { Clock } from '../engine/engine.js';
import type { Ms } from '../ledger/values/refs.js';

/** A clock that stands at a fixed instant, or follows the wall clock. */
export type StandingClock = Clock & {
  standAt(ms: Ms | null): void;
  standing(): boolean;
  wallMs(): Ms;
};

export function standingClock(standingAtMs: Ms | null, wall: Clock): StandingClock {
  let standing = standingAtMs;
  return {
    nowMs: () => standing ?? wall.nowMs(),
    steady: () => standing !== null || wall.steady(),
    doubt: () => (standing === null ? (wall.doubt?.() ?? null) : null),
    standAt: (ms) => {
      standing = ms;
    },
    standing: () => standing !== null,
    wallMs: wall.nowMs,
  };
}
