import { beforeEach, describe, expect, test } from 'vitest';
import { wallClock } from './wall-clock.js';

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
});
