import type { Clock, Engine } from '../engine/engine.js';
import { touches } from '../engine/touch.js';
import type { Author, Ms } from '../ledger/values/refs.js';
import type { DueAccount } from '../store/ports/ledger.js';
import type { Store } from '../store/ports/store.js';

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

/**
 * The test clock of a sandbox: forward on demand, through every due instant on the way. Where instances share a store,
 * it stands for all of them where it is stored: each of them looks there before it answers (`follow`).
 */
export class TestClock {
  #last: Promise<unknown> = Promise.resolve();
  #looking: Promise<void> | null = null;
  #lookingNext: Promise<void> | null = null;
  /** Counts when a move begins and when it ends: a look at the store from before must not undo it. */
  #moves = 0;
  #isMoving = false;

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
      const before = await this.#adopt();
      if (ms < this.clock.nowMs() && !(await this.store.isEmpty())) return 'not_forward';
      // From here on time stands: nothing becomes due by itself while the steps are taken.
      this.clock.standAt(Math.min(this.clock.nowMs(), ms));
      // Stored first: what is entered on the way must not lie ahead of the clock that the next start finds.
      if (!(await this.#put(before, ms, author))) return 'again';
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
      const before = await this.#adopt();
      if (this.clock.standing() && this.clock.nowMs() > this.clock.wallMs()) return 'not_forward';
      if (!(await this.#put(before, null, author))) return 'again';
      this.clock.standAt(null);
      return 'released';
    });
  }

  /**
   * Stands where another instance has moved it before this was called. Nobody waits for an answer that was asked for
   * before they came, and the store is asked once for all who come meanwhile.
   */
  follow(): Promise<void> {
    if (!this.store.isShared || this.#isMoving) return Promise.resolve();
    if (!this.#looking) return (this.#looking = this.#look().finally(() => (this.#looking = null)));
    const again = () => {
      this.#lookingNext = null;
      return this.follow();
    };
    return (this.#lookingNext ??= this.#looking.then(again, again));
  }

  async #look(): Promise<void> {
    const moves = this.#moves;
    const standingAtMs = await this.store.testClock();
    if (moves === this.#moves) this.clock.standAt(standingAtMs);
  }

  async #adopt(): Promise<Ms | null> {
    const standingAtMs = await this.store.testClock();
    this.clock.standAt(standingAtMs);
    return standingAtMs;
  }

  /** @returns false when another instance was faster */
  async #put(fromMs: Ms | null, toMs: Ms | null, author: Author): Promise<boolean> {
    let isPut = false;
    try {
      isPut = await this.store.moveTestClock(fromMs, toMs, author, this.clock.nowMs());
      return isPut;
    } finally {
      if (!isPut) this.clock.standAt(fromMs);
    }
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

  #inTurn<T>(attempt: () => Promise<T | 'again'>): Promise<T> {
    const task = async (): Promise<T> => {
      this.#isMoving = true;
      this.#moves += 1;
      try {
        for (;;) {
          const done = await attempt();
          if (done !== 'again') return done;
        }
      } finally {
        this.#isMoving = false;
        this.#moves += 1;
      }
    };
    const turn = this.#last.then(task, task);
    this.#last = turn;
    return turn;
  }
}
