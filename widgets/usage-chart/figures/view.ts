import type { Balance, Usage } from '../../../server/contract/index.js';
import type { Context } from '../../kit/element/credits-element.js';
import { choose, formatAmount } from '../../kit/format/amount.js';
import { placesOf } from '../../kit/format/column.js';
import { fromMillionths } from '../../kit/format/decimal.js';
import { fill } from '../../kit/format/fill.js';
import { intl } from '../../kit/format/intl.js';
import { formatPercent } from '../../kit/format/percent.js';
import type { Band, Figures } from './figures.js';
import { bucketLabel, periodLabel } from './labels.js';
import type { Range } from '../controls/ranges.js';

/** For the table and the tooltip. All other numbers round to hundredths. */
const EXACT = { maximumFractionDigits: 6 };
const DAY_MS = 86_400_000;

export type View = ReturnType<typeof viewOf>;

export function viewOf(usage: Usage, figures: Figures, pool: Balance, range: Range, context: Context) {
  const { numberLocale, locale, nowMs, strings } = context;
  const { interval, timeZone } = usage;
  const words = strings.usage;
  const place = { locale, timeZone };
  const { buckets, total, previous } = figures;
  const whole = { startMs: Date.parse(usage.from), endMs: Date.parse(usage.to) };
  const last = buckets.length - 1;
  /** `null` if the last bucket is over. */
  const unfinished = (buckets[last]?.endMs ?? 0) > nowMs && (buckets[last]?.startMs ?? 0) <= nowMs ? last : null;

  /** Prints all decimals, and as many for each amount of the column as for the longest. */
  const exactColumn = (column: readonly bigint[]) => {
    const minimumFractionDigits = placesOf(column.map(fromMillionths), EXACT.maximumFractionDigits);
    const digits = intl('NumberFormat', numberLocale, { ...EXACT, minimumFractionDigits });
    return (amount: bigint) =>
      digits.format(fromMillionths(amount) as Intl.StringNumericLiteral).replace('-', '\u2212');
  };
  const shown = (amount: bigint, places = 0) => formatAmount(fromMillionths(amount), numberLocale, { places });
  const partPlaces = placesOf(figures.bands.map((band) => fromMillionths(band.shown)));
  const unitOf = (amount: bigint) =>
    choose({ one: pool.unit.singular, other: pool.unit.plural }, fromMillionths(amount), locale);
  const nameOf = ({ kind, name, count }: Band) =>
    kind === 'named'
      ? name
      : kind === 'other'
        ? fill(words.other, { count: shown(BigInt(count) * 1_000_000n) })
        : words[kind];
  const labelOf = (index: number): string => {
    const bucket = buckets[index] ?? whole;
    const label = bucketLabel(bucket, interval, place);
    return index === unfinished ? fill(words.soFar, { bucket: label }) : label;
  };
  const period = periodLabel(whole, place, whole.endMs - whole.startMs < 1.5 * DAY_MS);

  const change = (): string => {
    const before = words.before[range];
    if (previous <= 0n) return fill(words.first, { before });
    const by = total - previous;
    const percent = formatPercent(by < 0n ? -by : by, previous, numberLocale) ?? '';
    return fill(by === 0n ? words.same : by > 0n ? words.up : words.down, { percent, before });
  };

  /** Shares sum to 100 %, except that tiny and almost complete ones print as "<1%" and ">99%". */
  const share = ({ total: own, percent }: Band): string => {
    const isEdge = own * 100n < total || (own < total && own * 100n > total * 99n);
    return (
      (isEdge || percent === null
        ? formatPercent(own, total, numberLocale)
        : formatPercent(percent, 100n, numberLocale)) ?? ''
    );
  };

  const answer = (): string => {
    const sum = fill(words.total, { amount: shown(total), unit: unitOf(total) });
    return `${period}: ${sum}. ${change()}.`;
  };

  return {
    context,
    usage,
    words,
    figures,
    period,
    unfinished,
    exactColumn,
    shown,
    unitOf,
    nameOf,
    labelOf,
    change,
    answer,
    /** Totals sum to the chart's total. A small total that was rounded to zero prints as "<0.01". */
    part: ({ total: own, shown: footed }: Band) => shown(footed || (own > 0n ? 1n : own && -1n), partPlaces),
    share,
  };
}
