import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../engine/engine.js';
import type { Command } from '../ledger/batch/registry.js';
import type { AccountRef, Author, Ms } from '../ledger/values/refs.js';
import type { DueAccount } from '../store/ports/ledger.js';
import type { Store } from '../store/ports/store.js';
import { type StandingClock, standingClock } from './standing-clock.js';
import { TestClock } from './test-clock.js';

const AUTHOR: Author = { actor: { type: 'apiKey', id: 'key_1' }, requestId: 'req_1' };

const pool = (customerId: string, creditTypeId = 'tokens'): AccountRef => ({
  customerId,
  creditTypeId,
  resourceId: '',
});

describe('the test clock', () => {
  let clock: StandingClock;
  let testClock: TestClock;
  let due: DueAccount[];
  let stored: Ms | null;
  let isEmpty: boolean;
  /** The touched customers, and the time of the clock at each touch. */
  let steps: string[];
  let fails: boolean;
  let wallMs: Ms;
  let isShared: boolean;
  let look: () => Promise<Ms | null>;
  /** Changes by another instance, just before this one moves the clock. */
  let meanwhile: () => void;

  beforeEach(() => {
    due = [];
    steps = [];
    stored = 1_000;
    isShared = false;
    look = () => Promise.resolve(stored);
    meanwhile = () => undefined;
    isEmpty = false;
    fails = false;
    wallMs = 500;
    clock = standingClock(1_000, { nowMs: () => wallMs, steady: () => true });
    const store = {
      due: (beforeMs: Ms) =>
        Promise.resolve(due.filter(({ dueAtMs }) => dueAtMs <= beforeMs).sort((a, b) => a.dueAtMs - b.dueAtMs)),
      isEmpty: () => Promise.resolve(isEmpty),
      get isShared() {
        return isShared;
      },
      testClock: () => look(),
      moveTestClock: (fromMs: Ms | null, toMs: Ms | null) => {
        meanwhile();
        if (stored !== fromMs) return Promise.resolve(false);
        stored = toMs;
        return Promise.resolve(true);
      },
    };
    const engine = {
      submit(command: Command) {
        if (fails) return Promise.reject(new Error('disk full'));
        steps.push(`${command.customerId} ${clock.nowMs()}`);
        due = due.filter(
          ({ account, dueAtMs }) => account.customerId !== command.customerId || dueAtMs > clock.nowMs(),
        );
        return Promise.resolve();
      },
    };
    testClock = new TestClock(clock, store as unknown as Store, engine as unknown as Engine);
  });
  const owe = (customerId: string, dueAtMs: Ms) => due.push({ account: pool(customerId), dueAtMs });

  test('steps through every due instant in order, all accounts of one instant together', async () => {
    owe('bob', 3_000);
    owe('ada', 2_000);
    owe('eve', 3_000);
    owe('zoe', 5_001);
    expect(await testClock.moveTo(5_000, AUTHOR)).toBe('moved');
    expect(steps).toEqual(['ada 2000', 'bob 3000', 'eve 3000']);
    expect([testClock.now(), stored]).toEqual([{ nowMs: 5_000, standing: true }, 5_000]);
  });

  test('does not step back for changes that were due before its time', async () => {
    owe('ada', 10);
    await testClock.moveTo(2_000, AUTHOR);
    expect(steps).toEqual(['ada 1000']);
  });

  test('goes back only while the ledger is empty', async () => {
    expect(await testClock.moveTo(999, AUTHOR)).toBe('not_forward');
    expect([clock.nowMs(), stored]).toEqual([1_000, 1_000]);
    isEmpty = true;
    expect(await testClock.moveTo(10, AUTHOR)).toBe('moved');
    expect([clock.nowMs(), stored]).toEqual([10, 10]);
  });

  test('accepts a move to its present time, which changes nothing', async () => {
    expect(await testClock.moveTo(1_000, AUTHOR)).toBe('moved');
    expect(steps).toEqual([]);
  });

  test('runs one move at a time, also after a failed move', async () => {
    owe('ada', 2_000);
    fails = true;
    const first = testClock.moveTo(3_000, AUTHOR);
    const second = testClock.moveTo(4_000, AUTHOR);
    await expect(first).rejects.toThrow('disk full');
    await expect(second).rejects.toThrow('disk full');
    fails = false;
    expect(await testClock.moveTo(4_000, AUTHOR)).toBe('moved');
    expect(steps).toHaveLength(1);
  });

  test('stands at the stored time after a move that failed on the way', async () => {
    owe('ada', 2_000);
    fails = true;
    await expect(testClock.moveTo(3_000, AUTHOR)).rejects.toThrow('disk full');
    // The due changes remain due. The next write or read of the account applies them.
    expect([clock.nowMs(), stored]).toEqual([3_000, 3_000]);
  });

  test('can be released unless it stands ahead of the wall clock', async () => {
    expect(await testClock.release(AUTHOR)).toBe('not_forward');
    wallMs = 1_000;
    expect(await testClock.release(AUTHOR)).toBe('released');
    expect([clock.nowMs(), clock.standing(), stored]).toEqual([1_000, false, null]);
    expect(await testClock.release(AUTHOR)).toBe('released');
  });

  test('stands from its first move on if it followed the wall clock', async () => {
    clock.standAt(null);
    stored = null;
    expect(testClock.now()).toEqual({ nowMs: 500, standing: false });
    await testClock.moveTo(700, AUTHOR);
    wallMs = 900;
    expect(testClock.now()).toEqual({ nowMs: 700, standing: true });
  });

  test('keeps its time if a move cannot be stored', async () => {
    meanwhile = () => {
      throw new Error('disk full');
    };
    await expect(testClock.moveTo(3_000, AUTHOR)).rejects.toThrow('disk full');
    clock.standAt(null);
    stored = null;
    await expect(testClock.moveTo(3_000, AUTHOR)).rejects.toThrow('disk full');
    expect(testClock.now()).toEqual({ nowMs: 500, standing: false });
  });

  describe('with several instances', () => {
    beforeEach(() => {
      isShared = true;
    });

    test('adopts the position that another instance stored', async () => {
      stored = 2_000;
      expect(clock.nowMs()).toBe(1_000);
      await testClock.follow();
      expect(testClock.now()).toEqual({ nowMs: 2_000, standing: true });
      stored = null;
      await testClock.follow();
      expect(testClock.now()).toEqual({ nowMs: 500, standing: false });
    });

    test('moves on from the position of another instance, and never back', async () => {
      stored = 2_000;
      expect(await testClock.moveTo(1_500, AUTHOR)).toBe('not_forward');
      expect(clock.nowMs()).toBe(2_000);
      expect(await testClock.moveTo(2_500, AUTHOR)).toBe('moved');
      expect(stored).toBe(2_500);
    });

    test.each([
      [2_000, 'moved', 3_000],
      [4_000, 'not_forward', 4_000],
    ])('another instance is faster and moves the clock to %s: %s', async (ms, answer, standing) => {
      meanwhile = () => {
        stored = ms;
        meanwhile = () => undefined;
      };
      expect(await testClock.moveTo(3_000, AUTHOR)).toBe(answer);
      expect([clock.nowMs(), stored]).toEqual([standing, standing]);
    });

    test('callers during a read of the store share the next read', async () => {
      const answers: ((ms: Ms | null) => void)[] = [];
      look = () => new Promise((resolve) => answers.push(resolve));
      const first = testClock.follow();
      stored = 2_000;
      const others = [testClock.follow(), testClock.follow()];
      answers[0]?.(1_000);
      await first;
      await Promise.resolve();
      expect(clock.nowMs()).toBe(1_000);
      expect(answers).toHaveLength(2);
      answers[1]?.(2_000);
      await Promise.all(others);
      expect(clock.nowMs()).toBe(2_000);
    });

    test('a read that began before a move does not undo the move', async () => {
      let answer: (ms: Ms | null) => void = () => undefined;
      look = () => new Promise((resolve) => (answer = resolve));
      const following = testClock.follow();
      const late = answer;
      look = () => Promise.resolve(stored);
      await testClock.moveTo(3_000, AUTHOR);
      late(1_000);
      await following;
      expect(clock.nowMs()).toBe(3_000);
    });
  });
});
