import type { Usage } from '../../../server/contract/index.js';
import { millionths } from '../../kit/format/decimal.js';
import { HUES, huesOf } from './colors.js';

/** The precision on screen: hundredths of a credit, in millionths. */
const STEP = 10_000n;

/** Amounts are in millionths. */
export type Band = {
  /** Unique in the chart, and the key of the color on every page. */
  readonly id: string;
  readonly kind: 'named' | 'nobody' | 'everything' | 'other';
  readonly name: string;
  readonly count: number;
  /** 0 to 5; `null` for "Other", which is hatched. */
  readonly hue: number | null;
  readonly total: bigint;
  readonly values: readonly bigint[];
  /** The rounded total. These sum to the rounded total of the chart. */
  readonly shown: bigint;
  /** Whole percent; all shares sum to 100. `null` if the total is zero or a series is negative. */
  readonly percent: bigint | null;
};

export type Figures = {
  readonly bands: readonly Band[];
  readonly total: bigint;
  readonly previous: bigint;
  readonly bucketTotals: readonly bigint[];
  readonly buckets: readonly { readonly startMs: number; readonly endMs: number }[];
};

const sum = (parts: readonly bigint[]): bigint => parts.reduce((total, part) => total + part, 0n);
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Halves round away from zero, as `Intl` prints numbers. */
const round = (amount: bigint, step: bigint): bigint =>
  (amount < 0n ? -1n : 1n) * ((size(amount) + step / 2n) / step) * step;

/** Rounds the parts so that they sum to the rounded total. The largest remainders are rounded up. */
export function footed(parts: readonly bigint[], step = STEP): readonly bigint[] {
  const cut = parts.map((part) => (part / step) * step);
  const missing = round(sum(parts), step) - sum(cut);
  const lossOf = (index: number) => size((parts[index] ?? 0n) - (cut[index] ?? 0n));
  const order = parts.map((_, index) => index).sort((a, b) => Number(lossOf(b) - lossOf(a)));
  const one = missing < 0n ? -step : step;
  const topped = new Set(order.slice(0, Number(missing / one)));
  return cut.map((part, index) => (topped.has(index) ? part + one : part));
}

export function percents(parts: readonly bigint[]): readonly (bigint | null)[] {
  const whole = sum(parts);
  if (whole <= 0n || parts.some((part) => part < 0n)) return parts.map(() => null);
  return footed(
    parts.map((part) => part * 100n),
    whole,
  ).map((part) => part / whole);
}

type Series = Usage['series'][number];

/** The prefix is needed because a user and a feature may have the same key. */
const idOf = (groupBy: string, { key, isOther }: Series): string =>
  isOther ? 'other' : `${groupBy}:${key === null ? '' : `=${key}`}`;

function kindOf(groupBy: string, { key, isOther }: Series): Band['kind'] {
  if (isOther) return 'other';
  if (groupBy === 'none') return 'everything';
  return key === null ? 'nobody' : 'named';
}

/** Keeps the largest series and merges the rest into "Other". */
function bandsOf({ series, groupBy }: Usage, buckets: number): readonly Omit<Band, 'shown' | 'percent'>[] {
  const used = series.filter(({ total }) => millionths(total) !== 0n);
  const known = used.filter(({ isOther }) => !isOther);
  const own = known.slice(0, HUES);
  const rest = used.filter((one) => !own.includes(one));
  const hues = huesOf(own.map((one) => ({ ...one, id: idOf(groupBy, one) })));
  const valuesOf = (of: readonly Series[]) =>
    Array.from({ length: buckets }, (_, index) => sum(of.map(({ values }) => millionths(values[index]))));
  const bands = own.map((one) => ({
    id: idOf(groupBy, one),
    kind: kindOf(groupBy, one),
    name: one.name ?? one.key ?? '',
    count: 1,
    hue: hues.get(idOf(groupBy, one)) ?? null,
    total: millionths(one.total),
    values: valuesOf([one]),
  }));
  if (!rest.length) return bands;
  const total = sum(rest.map((one) => millionths(one.total)));
  const values = valuesOf(rest);
  return [...bands, { id: 'other', kind: 'other', name: '', count: rest.length, hue: null, total, values }];
}

export const begunBuckets = ({ buckets }: Usage, nowMs: number): number =>
  buckets.filter((iso) => Date.parse(iso) <= nowMs).length || 1;

/** A bucket that has not begun has no bar, unless it has usage. */
export function figuresOf(usage: Usage, begun: number): Figures {
  const starts = usage.buckets.map((iso) => Date.parse(iso));
  const usedIn = (index: number) => usage.series.some(({ values }) => millionths(values[index]) !== 0n);
  let count = starts.length;
  while (count > begun && !usedIn(count - 1)) count -= 1;
  const bands = bandsOf(usage, count);
  const totals = bands.map(({ total }) => total);
  const [shown, shares] = [footed(totals), percents(totals)];
  return {
    bands: bands.map((band, index) => ({ ...band, shown: shown[index] ?? 0n, percent: shares[index] ?? null })),
    total: millionths(usage.total),
    previous: millionths(usage.previousTotal),
    bucketTotals: Array.from({ length: count }, (_, index) => sum(bands.map(({ values }) => values[index] ?? 0n))),
    buckets: starts
      .slice(0, count)
      .map((startMs, index) => ({ startMs, endMs: starts[index + 1] ?? Date.parse(usage.to) })),
  };
}
