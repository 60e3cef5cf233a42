import type { Engine } from '../engine/engine.js';
import { touches } from '../engine/touch.js';
import type { Author, Ms } from '../ledger/values/refs.js';
import type { DueAccount } from '../store/ports/ledger.js';
import type { Store } from '../store/ports/store.js';
import type { StandingClock } from './standing-clock.js';

/**
 * The test clock of a sandbox. It moves forward on demand and stops at every due instant on the way, so that each
 * change is dated when it was due. Instances that share a store read its position there before each request (`follow`).
 */
export class TestClock {
  #last: Promise<unknown> = Promise.resolve();
  #looking: Promise<void> | null = null;
  #lookingNext: Promise<void> | null = null;
  /** Counts the beginning and end of each move. An older read of the store must not undo a move. */
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

  /** Allows a move back while the ledger is empty, so that a test can write a history from there on. */
  moveTo(ms: Ms, author: Author): Promise<'moved' | 'not_forward'> {
    return this.#inTurn(async () => {
      const before = await this.#adopt();
      if (ms < this.clock.nowMs() && !(await this.store.isEmpty())) return 'not_forward';
      // Time stands from here on, so that nothing else becomes due during the steps.
      this.clock.standAt(Math.min(this.clock.nowMs(), ms));
      // The store comes first: after a crash, no entry may be dated later than the stored clock.
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
   * Adopts the position that another instance stored before this call. A read that began earlier does not count, so
   * callers during a read share the next one.
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

  /** @returns `false` if another instance moved the clock first */
  async #put(fromMs: Ms | null, toMs: Ms | null, author: Author): Promise<boolean> {
    let isPut = false;
    try {
      isPut = await this.store.moveTestClock(fromMs, toMs, author, this.clock.nowMs());
      return isPut;
    } finally {
      if (!isPut) this.clock.standAt(fromMs);
    }
  }

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
