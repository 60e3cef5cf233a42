import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketStarts, type Interval, zonedText } from './buckets.js';

const at = (text: string) => Date.parse(text);
const shown = (interval: Interval, timeZone: string, from: string, to: string) =>
  bucketStarts(interval, timeZone, at(from), at(to), 800)?.map((ms) => zonedText(ms, timeZone));

describe('days', () => {
  test.each([
    [
      'a day without a midnight',
      'Africa/Cairo',
      '2026-04-22T22:00Z',
      '2026-04-25T21:00Z',
      ['2026-04-23T00:00:00+02:00', '2026-04-24T01:00:00+03:00', '2026-04-25T00:00:00+03:00'],
    ],
    [
      'a skipped date',
      'Pacific/Apia',
      '2011-12-28T10:00Z',
      '2012-01-01T10:00Z',
      [
        '2011-12-28T00:00:00-10:00',
        '2011-12-29T00:00:00-10:00',
        '2011-12-31T00:00:00+14:00',
        '2012-01-01T00:00:00+14:00',
      ],
    ],
    [
      'a day of 24.5 hours',
      'Australia/Lord_Howe',
      '2026-04-04T13:00Z',
      '2026-04-06T13:30Z',
      ['2026-04-05T00:00:00+11:00', '2026-04-06T00:00:00+10:30'],
    ],
    [
      'quarters of an hour from Greenwich',
      'Asia/Kathmandu',
      '2026-11-01T18:15Z',
      '2026-11-03T18:15Z',
      ['2026-11-02T00:00:00+05:45', '2026-11-03T00:00:00+05:45'],
    ],
    [
      'a day of 23 hours',
      'America/New_York',
      '2026-03-07T05:00Z',
      '2026-03-10T04:00Z',
      ['2026-03-07T00:00:00-05:00', '2026-03-08T00:00:00-05:00', '2026-03-09T00:00:00-04:00'],
    ],
    [
      'a day of 25 hours',
      'America/New_York',
      '2026-11-01T04:00Z',
      '2026-11-03T05:00Z',
      ['2026-11-01T00:00:00-04:00', '2026-11-02T00:00:00-05:00'],
    ],
    [
      'a range from within a day to within another',
      'UTC',
      '2026-02-28T13:15Z',
      '2026-03-02T00:15Z',
      ['2026-02-28T13:15:00+00:00', '2026-03-01T00:00:00+00:00', '2026-03-02T00:00:00+00:00'],
    ],
  ])('%s (%s)', (_what, timeZone, from, to, expected) => {
    expect(shown('day', timeZone, from, to)).toEqual(expected);
  });
});

describe('hours', () => {
  test.each([
    [
      'clocks set back by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T14:00Z',
      '2026-04-04T16:30Z',
      ['2026-04-05T01:00:00+11:00', '2026-04-05T02:00:00+10:30'],
    ],
    [
      'clocks set forward by half an hour',
      'Australia/Lord_Howe',
      '2026-10-03T14:30Z',
      '2026-10-03T16:30Z',
      ['2026-10-04T01:00:00+10:30', '2026-10-04T02:30:00+11:00', '2026-10-04T03:00:00+11:00'],
    ],
    [
      'a repeated hour',
      'America/New_York',
      '2026-11-01T05:00Z',
      '2026-11-01T08:00Z',
      ['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00', '2026-11-01T02:00:00-05:00'],
    ],
    [
      'a skipped hour',
      'America/New_York',
      '2026-03-08T06:00Z',
      '2026-03-08T08:00Z',
      ['2026-03-08T01:00:00-05:00', '2026-03-08T03:00:00-04:00'],
    ],
    [
      'from within an hour',
      'Asia/Kathmandu',
      '2026-11-01T04:30Z',
      '2026-11-01T06:15Z',
      ['2026-11-01T10:15:00+05:45', '2026-11-01T11:00:00+05:45'],
    ],
  ])('%s (%s)', (_what, timeZone, from, to, expected) => {
    expect(shown('hour', timeZone, from, to)).toEqual(expected);
  });
});

test('starts weeks on Monday and months on the first, and the first bucket with the range', () => {
  expect(shown('week', 'UTC', '2026-11-04T04:00Z', '2026-11-23T00:15Z')).toEqual([
    '2026-11-04T04:00:00+00:00',
    '2026-11-09T00:00:00+00:00',
    '2026-11-16T00:00:00+00:00',
    '2026-11-23T00:00:00+00:00',
  ]);
  expect(shown('month', 'Europe/Berlin', '2026-01-30T23:00Z', '2026-04-01T22:00Z')).toEqual([
    '2026-01-31T00:00:00+01:00',
    '2026-02-01T00:00:00+01:00',
    '2026-03-01T00:00:00+01:00',
    '2026-04-01T00:00:00+02:00',
  ]);
});

test('returns `null` for more buckets than allowed', () => {
  const from = at('2026-01-01T00:00Z');
  expect(bucketStarts('day', 'UTC', from, at('2026-01-08T00:00Z'), 7)).toHaveLength(7);
  expect(bucketStarts('day', 'UTC', from, at('2026-01-08T00:15Z'), 7)).toBeNull();
});

const QUARTER_MS = 900_000;
const ZONES = [
  'UTC',
  'Africa/Cairo',
  'America/Havana',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', {
      ...({ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const),
      ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
    }),
  ]),
);

/** The local time as `Intl` formats it, independently of `Temporal`. */
function wall(ms: number, timeZone: string) {
  const parts = formats.get(timeZone)?.formatToParts(ms) ?? [];
  const {
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const monday = date - ((new Date(date).getUTCDay() + 6) % 7) * 86_400_000;
  return { hour: `${date} ${hour}`, day: date, week: monday, month: `${year}-${month}`, isFullHour: minute === '00' };
}

/** Walks through the quarter hours of a range. A bucket starts when the local time enters another one. */
function naiveStarts(interval: Interval, timeZone: string, fromMs: number, toMs: number): number[] {
  const starts: number[] = [];
  let last: unknown;
  for (let ms = fromMs; ms < toMs; ms += QUARTER_MS) {
    const now = wall(ms, timeZone);
    if (now[interval] !== last || (interval === 'hour' && now.isFullHour)) starts.push(ms);
    last = now[interval];
  }
  return starts;
}

test('divides every range of every zone like a walk through its quarter hours', () => {
  // Half of the ranges start near clock changes.
  const year = fc.integer({ min: 2023, max: 2030 });
  const days = fc.oneof(fc.constantFrom(66, 84, 92, 94, 113, 266, 276, 298, 304), fc.integer({ min: 0, max: 365 }));
  const range = fc.tuple(year, days, fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 * 9 }));
  const intervals = fc.constantFrom<Interval>('hour', 'day', 'week', 'month');
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), intervals, range, (timeZone, interval, [inYear, day, quarter, length]) => {
      const fromMs = Date.UTC(inYear, 0, 1 + day) + quarter * QUARTER_MS;
      const toMs = fromMs + length * QUARTER_MS;
      const starts = bucketStarts(interval, timeZone, fromMs, toMs, 800);
      expect(starts).toEqual(naiveStarts(interval, timeZone, fromMs, toMs));
    }),
    { numRuns: 200 },
  );
});
