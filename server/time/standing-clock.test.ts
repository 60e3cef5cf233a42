import { describe, expect, test } from 'vitest';
import { standingClock } from './standing-clock.js';

describe('a clock that stands', () => {
  test('is steady whatever the wall does, and follows it again', () => {
    const wall = { nowMs: () => 5, steady: () => false };
    const clock = standingClock(3, wall);
    expect([clock.nowMs(), clock.steady(), clock.standing()]).toEqual([3, true, true]);
    clock.standAt(null);
    expect([clock.nowMs(), clock.steady(), clock.standing()]).toEqual([5, false, false]);
  });
});
