import type { Clock, Engine } from './engine/engine.js';
import { touches } from './engine/touch.js';
import type { Author, Ms } from './ledger/protocol.js';
import type { DueAccount, Store } from './store/store.js';

const JUMP_MS = 5 * 60_000;
const STEADY_AFTER_MS = 60_000;

/**
 * The wall clock, held against the monotonic one: after a jump of more than five minutes between two looks, writes
 * wait until both have run together for a minute. A laptop that slept is then welcome back, and a clock that was wrong
 * for a second has expired nothing.
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

/** A clock that stands where a test puts it, or follows the wall clock. */
export type StandingClock = Clock & {
  standAt(ms: Ms | null): void;
  standing(): boolean;
  /** Where it would be if it followed the wall clock. */
  wallMs(): Ms;
};

export function standingClock(standingAtMs: Ms | null, wall: Clock): StandingClock {
  let standing = standingAtMs;
  return {
    nowMs: () => standing ?? wall.nowMs(),
    steady: () => standing !== null || wall.steady(),
    standAt: (ms) => {
      standing = ms;
    },
    standing: () => standing !== null,
    wallMs: wall.nowMs,
  };
}

/** The test clock of a sandbox: forward on demand, through every due instant on the way. */
export class TestClock {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly clock: StandingClock,
    readonly store: Store,
    readonly engine: Engine,
  ) {}

  now(): { readonly nowMs: Ms; readonly standing: boolean } {
    return { nowMs: this.clock.nowMs(), standing: this.clock.standing() };
  }

  /** While the ledger is empty the clock may also be set back, so that a history can be written from there on. */
  moveTo(ms: Ms, author: Author): Promise<'moved' | 'not_forward'> {
    return this.#inTurn(async () => {
      if (ms < this.clock.nowMs() && !(await this.store.isEmpty())) return 'not_forward';
      // From here on time stands: nothing becomes due by itself while the steps are taken.
      this.clock.standAt(Math.min(this.clock.nowMs(), ms));
      // Stored first: what is entered on the way must not lie ahead of the clock that the next start finds.
      await this.store.setTestClock(ms, author, this.clock.nowMs());
      try {
        for (let due = await this.#nextDue(ms); due.length > 0; due = await this.#nextDue(ms)) await this.#step(due);
      } finally {
        this.clock.standAt(ms);
      }
      return 'moved';
    });
  }

  release(author: Author): Promise<'released' | 'not_forward'> {
    return this.#inTurn(async () => {
      if (this.clock.standing() && this.clock.nowMs() > this.clock.wallMs()) return 'not_forward';
      await this.store.setTestClock(null, author, this.clock.nowMs());
      this.clock.standAt(null);
      return 'released';
    });
  }

  /** The accounts of the soonest due instant. */
  async #nextDue(ms: Ms): Promise<readonly DueAccount[]> {
    const due = await this.store.due(ms, 1_000);
    return due.filter(({ dueAtMs }) => dueAtMs === due[0]?.dueAtMs);
  }

  async #step(due: readonly DueAccount[]): Promise<void> {
    this.clock.standAt(Math.max(this.clock.nowMs(), due[0]?.dueAtMs ?? 0));
    await Promise.all(touches(due).map((command) => this.engine.submit(command)));
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task);
    this.#last = turn;
    return turn;
  }
}
