import { beforeEach, describe, expect, test } from 'vitest';
import { NO_EVIDENCE, wallClock } from './wall-clock.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('the wall clock', () => {
  let wallMs: number;
  let monotonicMs: number;
  let clock: ReturnType<typeof wallClock>;
  beforeEach(() => {
    wallMs = 1_785_542_400_000;
    monotonicMs = 1_000;
    clock = wallClock(
      NO_EVIDENCE,
      () => wallMs,
      () => monotonicMs,
    );
  });
  const pass = (ms: number) => {
    wallMs += ms;
    monotonicMs += ms;
  };

  test('is steady while it agrees with the monotonic clock, however rarely it is read', () => {
    for (const ms of [1, 1_000, DAY_MS, 400 * DAY_MS]) {
      pass(ms);
      expect(clock.steady()).toBe(true);
    }
    expect(clock.nowMs()).toBe(wallMs);
  });

  test.each([
    ['forward', 5 * MINUTE_MS + 1],
    ['back', -5 * MINUTE_MS - 1],
  ])('is not steady after a jump %s until both clocks agree for a minute', (_, jump) => {
    wallMs += jump;
    expect(clock.steady()).toBe(false);
    pass(MINUTE_MS - 1);
    expect(clock.steady()).toBe(false);
    pass(1);
    expect(clock.steady()).toBe(true);
  });

  test.each([5 * MINUTE_MS, -5 * MINUTE_MS])('stays steady when it is set by %s ms', (step) => {
    wallMs += step;
    expect(clock.steady()).toBe(true);
  });

  test('is not steady until a minute after a wrong time is corrected', () => {
    wallMs += DAY_MS;
    expect(clock.steady()).toBe(false);
    pass(30_000);
    wallMs -= DAY_MS;
    expect(clock.steady()).toBe(false);
    pass(59_999);
    expect(clock.steady()).toBe(false);
    pass(1);
    expect(clock.steady()).toBe(true);
  });

  test('is steady again a minute after a laptop slept', () => {
    // The monotonic clock stands still while the laptop sleeps.
    wallMs += DAY_MS / 3;
    expect(clock.steady()).toBe(false);
    pass(MINUTE_MS);
    expect(clock.steady()).toBe(true);
    pass(DAY_MS);
    expect(clock.steady()).toBe(true);
  });

  test('tells the time that runs on from before a jump, until it is steady', () => {
    const before = wallMs;
    wallMs += DAY_MS;
    expect(clock.nowMs()).toBe(before);
    pass(30_000);
    expect(clock.nowMs()).toBe(before + 30_000);
    expect(clock.doubt?.()).toContain('jumped');
    pass(30_000);
    expect(clock.nowMs()).toBe(wallMs);
    expect(clock.doubt?.()).toBeNull();
  });

  describe('at the start', () => {
    const started = (evidence: { newestEntryMs?: number; databaseMs?: number }) =>
      wallClock(
        { ...NO_EVIDENCE, ...evidence },
        () => wallMs,
        () => monotonicMs,
      );

    test.each([5 * MINUTE_MS, -5 * MINUTE_MS])('is steady %s ms from the clock of the database', (ms) => {
      expect(started({ databaseMs: wallMs + ms }).steady()).toBe(true);
    });

    test('is steady with a newest entry up to five minutes ahead, or any time ago', () => {
      for (const ms of [5 * MINUTE_MS, 0, -DAY_MS]) expect(started({ newestEntryMs: wallMs + ms }).steady()).toBe(true);
    });

    test.each([
      [
        'an hour behind the database',
        { databaseMs: 60 * MINUTE_MS },
        60,
        '60 minutes behind the clock of the database',
      ],
      ['a day ahead of the database', { databaseMs: -DAY_MS }, -1_440, '1440 minutes ahead of the clock'],
      ['before the newest entry', { newestEntryMs: 6 * MINUTE_MS }, 6, '6 minutes before the newest entry'],
    ])('%s it is not steady, and tells the time of the evidence, until it is right', (_, offsets, ahead, why) => {
      const evidence = Object.fromEntries(Object.entries(offsets).map(([name, ms]) => [name, wallMs + ms]));
      const wrong = started(evidence);
      const trueMs = wallMs + ahead * MINUTE_MS;
      expect(wrong.doubt?.()).toContain(why);
      expect(wrong.nowMs()).toBe(trueMs);
      // Time alone does not make it right.
      pass(2 * MINUTE_MS);
      if (!('newestEntryMs' in offsets)) expect(wrong.steady()).toBe(false);
      expect(wrong.nowMs()).toBe('newestEntryMs' in offsets ? wallMs : trueMs + 2 * MINUTE_MS);
      // It is put right, and is steady a minute later.
      wallMs = trueMs + 2 * MINUTE_MS;
      wrong.steady();
      pass(MINUTE_MS);
      expect(wrong.steady()).toBe(true);
      expect(wrong.nowMs()).toBe(wallMs);
    });
  });
});
