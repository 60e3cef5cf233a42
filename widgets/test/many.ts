/** As much data as the elements are designed for. */
import type {
  Balance,
  CustomerEntry,
  CustomerGrant,
  DayGroup,
  EventGroup,
  Usage,
} from '../../server/contract/index.js';
import { grant } from './grants.js';
import { inDays, NOW_MS, pool } from './pools.js';
import { usage } from './usage.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const iso = (ms: number): string => new Date(ms).toISOString();
const list = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** Grants of every kind in burn order, past ones last. */
export const manyGrants = (count = 1_000): readonly CustomerGrant[] =>
  list(count, (index) => {
    const past = index >= count * 0.7;
    const sources = ['purchase', 'plan', 'operator', 'auto_top_up'] as const;
    const statuses = ['depleted', 'expired', 'voided'] as const;
    const amount = String(100 + ((index * 37) % 900));
    return grant({
      source: sources[index % 4] ?? 'api',
      category: index % 3 ? 'paid' : 'promotional',
      reason: index % 5 ? null : `Campaign ${index}`,
      status: past ? (statuses[index % 3] ?? 'expired') : 'active',
      amount,
      remaining: past ? '0' : String((Number(amount) * ((index % 10) + 1)) / 10),
      consumed: past ? amount : '0',
      expiresAt: index % 4 ? inDays(past ? -1 - (index % 300) : 1 + ((index * 7) % 400)) : null,
      position: past ? null : index + 1,
      priority: index % 100,
    });
  });

export function manyUsage(buckets = 400, series = 20): Usage {
  const toMs = Math.floor(NOW_MS / HOUR_MS) * HOUR_MS + HOUR_MS;
  const fromMs = toMs - buckets * HOUR_MS;
  const names = list(series, (at) => ({ key: `feature-${at}`, name: `Feature ${at}`, colorSlot: (at % 6) + 1 }));
  const over = { interval: 'hour', from: iso(fromMs), to: iso(toMs), asOf: iso(NOW_MS) } as const;
  return usage(
    { ...over, buckets: list(buckets, (at) => iso(fromMs + at * HOUR_MS)) },
    names.map((name, at) => ({
      ...name,
      createdAt: iso(at),
      cents: list(buckets, (bucket) => (series - at) * 100 + ((bucket * 31 + at * 17) % 97)),
    })),
  );
}

export const manyPools = (count = 50): readonly Balance[] =>
  list(count, (index) =>
    pool({
      // The first pool keeps the credit type of all other data.
      ...(index > 0 && { creditTypeId: `type-${index}`, name: `Credits ${index}` }),
      balance: String(index * 100),
      available: String(index * 100),
      state: index === 0 ? 'ok' : index % 5 === 0 ? 'low' : 'ok',
      nextExpiry: index % 3 ? null : { at: inDays(3 + index), amount: '5' },
    }),
  );

type Entry = CustomerEntry | EventGroup;

export const manyEntries = (count = 10_000): readonly Entry[] =>
  list(count, (index) => ({
    at: iso(NOW_MS - index * 60_000),
    delta: index % 50 ? `-${(index % 13) + 1}.25` : '500',
    balanceBefore: String(100_000 - index),
    balanceAfter: String(100_000 - index - 1),
    featureId: index % 50 ? `feature-${index % 20}` : null,
    userId: null,
    reason: index % 50 ? null : 'Monthly pack',
    eventId: `event_${index}`,
    source: { type: 'event', id: `event_${index}` },
    types: [index % 50 ? 'consumed' : 'granted'],
    count: (index % 3) + 1,
    firstSequence: count - index,
    lastSequence: count - index,
  }));

export const manyDays = (count = 400): readonly DayGroup[] =>
  list(count, (index) => {
    const startMs = Math.floor(NOW_MS / DAY_MS) * DAY_MS - index * DAY_MS;
    return {
      date: iso(startMs).slice(0, 10),
      startsAt: iso(startMs),
      endsAt: iso(startMs + DAY_MS),
      count: 25,
      delta: '-60',
      balanceBefore: String(10_000 - index),
      balanceAfter: String(9_940 - index),
      firstSequence: index * 25 + 1,
      lastSequence: index * 25 + 25,
    };
  });

/** A page of a long list, as the server divides it. */
export function pageOf<T>(
  all: readonly T[],
  query: URLSearchParams,
): { data: readonly T[]; nextCursor: string | null } {
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit'));
  return { data: all.slice(start, end), nextCursor: end < all.length ? String(end) : null };
}
