import { expect, test } from 'vitest';
import { midnight } from '../../demo/seed/working-hours.js';
import { history } from '../../demo/seed/history.js';
import { usageBefore } from '../../demo/seed/usage.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const THURSDAY = new Date(2026, 10, 26).getTime();
const STARTS = [0, 6.5, 8.01, 13, 23.9].map((hour) => THURSDAY + hour * HOUR_MS);

test.each(STARTS)('generates the same usage, all of it before the start, for any start: %d', (startMs) => {
  const events = usageBefore(startMs);
  const images = events.filter((event) => event.customerId === 'aurora' && event.featureId === 'image');
  expect(images.length).toBe(70 + 90 + 21);
  const tokens = events.filter((event) => event.customerId === 'basalt' && event.dimensions?.['tokens'] !== undefined);
  expect(tokens.reduce((sum, { dimensions }) => sum + Number(dimensions?.['tokens']), 0)).toBe(70_000 + 41_500);
  for (const { timestamp } of events) expect(Date.parse(timestamp)).toBeLessThanOrEqual(startMs);
});

test('uses each key once, and the same keys every time', () => {
  const keys = usageBefore(THURSDAY).map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(usageBefore(THURSDAY).map(({ idempotencyKey }) => idempotencyKey)).toEqual(keys);
});

test('an office uses less at weekends and at night', () => {
  const images = usageBefore(THURSDAY).filter(({ featureId }) => featureId === 'image');
  const hoursIn = images.map(({ timestamp }) => ((Date.parse(timestamp) - midnight(THURSDAY, 0)) % DAY_MS) / HOUR_MS);
  for (const hour of hoursIn) expect((hour + 24) % 24).toSatisfy((inDay: number) => inDay >= 8 && inDay <= 18);
  const on = (weekday: number) =>
    images.filter(({ timestamp }) => {
      const days = Math.floor((Date.parse(timestamp) - midnight(THURSDAY, 0)) / DAY_MS);
      return (((days + 4) % 7) + 7) % 7 === weekday;
    }).length;
  expect(on(0) + on(6)).toBeLessThan(on(3) / 2);
});

test('steps are ordered and end at the start', () => {
  const startMs = THURSDAY + 15 * HOUR_MS;
  const steps = history(startMs).map(({ at }) => Date.parse(at));
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.at(-1)).toBe(startMs);
});
