import type { Usage } from '../../server/contract/index.js';
import { NOW } from './pools.js';

const HOUR_MS = 3_600_000;
const STEPS_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS } as const;
const NOW_MS = Date.parse(NOW);

type Series = Usage['series'][number];
export type Names = readonly (readonly [key: string | null, name: string | null])[];

const FEATURES: Names = [
  ['image', 'Image'],
  ['chat-message', 'Chat message'],
  ['completion', 'Completion'],
];
const USERS: Names = [
  ['ada', 'ada'],
  ['grace', 'grace'],
  [null, null],
];

export function endOf(ms: number, interval: Usage['interval']): number {
  const date = new Date(ms);
  return interval === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) : ms + STEPS_MS[interval];
}

export function startsOf(fromMs: number, toMs: number, interval: Usage['interval']): number[] {
  const starts: number[] = [];
  for (let at = fromMs; at < toMs; at = endOf(at, interval)) starts.push(at);
  return starts;
}

const hundredths = (count: number): string => String(count / 100);

/** An answer with these series, in hundredths of a credit. */
export function usage(
  over: Partial<Usage>,
  series: readonly (Partial<Series> & { readonly cents: number[] })[],
): Usage {
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  return {
    creditTypeId: 'ai-tokens',
    resourceId: null,
    interval: 'day',
    groupBy: 'feature',
    timeZone: 'UTC',
    from: '2026-11-17T00:00:00.000Z',
    to: '2026-11-24T00:00:00.000Z',
    previousFrom: '2026-11-10T00:00:00.000Z',
    previousTotal: '100',
    buckets: startsOf(Date.UTC(2026, 10, 17), Date.UTC(2026, 10, 24), 'day').map((ms) => new Date(ms).toISOString()),
    asOf: NOW,
    total: hundredths(sum(series.flatMap(({ cents }) => cents))),
    series: series.map(({ cents, ...rest }) => ({
      key: 'image',
      name: 'Image',
      colorSlot: null,
      createdAt: null,
      isOther: false,
      total: hundredths(sum(cents)),
      values: cents.map(hundredths),
      ...rest,
    })),
    ...over,
  };
}

/** The fake server's usage: three features or users, the same amounts for the same instants, none in the future. */
export function usageFor(query: URLSearchParams): Usage {
  const [from = '', to = ''] = [query.get('from'), query.get('to')].map((iso) => iso ?? '');
  const interval = (query.get('interval') ?? 'day') as Usage['interval'];
  const groupBy = (query.get('groupBy') ?? 'feature') as Usage['groupBy'];
  const starts = startsOf(Date.parse(from), Date.parse(to), interval);
  const names: Names = groupBy === 'none' ? [[null, null]] : groupBy === 'user' ? USERS : FEATURES;
  const series = names.map(([key, name], place) => ({
    key,
    name,
    ...(groupBy === 'feature' ? { colorSlot: place + 1, createdAt: NOW } : {}),
    cents: starts.map((ms, index) => (ms > NOW_MS ? 0 : (4 - place) * 1000 + ((index * 37) % 11) * 25)),
  }));
  const buckets = starts.map((ms) => new Date(ms).toISOString());
  const timeZone = query.get('timeZone') ?? 'UTC';
  const creditTypeId = query.get('creditTypeId') ?? '';
  return usage({ creditTypeId, from, to, interval, groupBy, timeZone, buckets }, series);
}
