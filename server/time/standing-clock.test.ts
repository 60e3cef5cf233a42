import { describe, expect, test } from 'vitest';
import { standingClock } from './standing-clock.js';

describe('the standing clock', () => {
  test('is steady while it stands, and otherwise follows the wall clock', () => {
    const wall = { nowMs: () => 5, steady: () => false };
    const clock = standingClock(3, wall);
    expect([clock.nowMs(), clock.steady(), clock.standing()]).toEqual([3, true, true]);
    clock.standAt(null);
    expect([clock.nowMs(), clock.steady(), clock.standing()]).toEqual([5, false, false]);
  });
});
