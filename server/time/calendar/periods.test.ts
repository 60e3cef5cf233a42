import { expect, test } from 'vitest';
import { daysBefore, endOfToday, previousFrom } from './periods.js';

const at = (text: string) => Date.parse(text);
const text = (ms: number) => new Date(ms).toISOString();

test.each([
  ['a month', 'UTC', '2026-03-01T00:00Z', '2026-04-01T00:00Z', '2026-02-01T00:00:00.000Z'],
  ['two months', 'UTC', '2026-03-01T00:00Z', '2026-05-01T00:00Z', '2026-01-01T00:00:00.000Z'],
  ['a month elsewhere', 'America/New_York', '2026-11-01T04:00Z', '2026-12-01T05:00Z', '2026-10-01T04:00:00.000Z'],
  ['a day of 23 hours', 'America/New_York', '2026-03-08T05:00Z', '2026-03-09T04:00Z', '2026-03-07T05:00:00.000Z'],
  ['seven days', 'Europe/Berlin', '2026-03-29T22:00Z', '2026-04-05T22:00Z', '2026-03-22T23:00:00.000Z'],
  ['the day after a skipped day', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31T10:00Z', '2011-12-29T10:00:00.000Z'],
  ['six hours', 'Europe/Berlin', '2026-03-29T00:00Z', '2026-03-29T06:00Z', '2026-03-28T18:00:00.000Z'],
])('before %s (%s)', (_what, timeZone, from, to, expected) => {
  expect(text(previousFrom(timeZone, at(from), at(to)))).toBe(expected);
});

test('ends today at the start of tomorrow, and keeps the local time a week before', () => {
  expect(text(endOfToday('Africa/Cairo', at('2026-04-23T12:00Z')))).toBe('2026-04-23T22:00:00.000Z');
  expect(text(endOfToday('Asia/Kathmandu', at('2026-11-22T18:15Z')))).toBe('2026-11-23T18:15:00.000Z');
  expect(text(daysBefore('Europe/Berlin', at('2026-03-30T22:00Z'), 7))).toBe('2026-03-23T23:00:00.000Z');
});
