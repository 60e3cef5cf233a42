import { speakAmount } from '../../kit/format/amount.js';
import { fromMillionths } from '../../kit/format/decimal.js';
import { fill } from '../../kit/format/fill.js';
import { intl } from '../../kit/format/intl.js';
import type { View } from '../figures/view.js';

const spokenBy =
  ({ context: { numberLocale, strings } }: View) =>
  (amount = 0n): string =>
    speakAmount(fromMillionths(amount), numberLocale, strings.minus);

export function speakBucket(view: View, index: number): string {
  const { words, figures, labelOf, nameOf, unitOf } = view;
  const spoken = spokenBy(view);
  const amount = figures.bucketTotals[index] ?? 0n;
  const parts = figures.bands
    .filter(({ values }) => values[index])
    .map((band) => fill(words.part, { name: nameOf(band), amount: spoken(band.values[index]) }));
  return fill(words.bucket, {
    bucket: labelOf(index),
    amount: spoken(amount),
    unit: unitOf(amount),
    parts: intl('ListFormat', view.context.locale, { style: 'narrow' }).format(parts),
  });
}

export function summary(title: string, view: View): string {
  const { words, figures, labelOf, nameOf, unitOf, period, change } = view;
  const { bands, bucketTotals, total } = figures;
  const spoken = spokenBy(view);
  const peak = bucketTotals.reduce((best, amount, index) => (amount > (bucketTotals[best] ?? 0n) ? index : best), 0);
  const [top] = bands;
  return fill(words.summary, {
    title,
    period,
    amount: spoken(total),
    unit: unitOf(total),
    top: top ? nameOf(top) : '',
    topAmount: spoken(top?.total),
    peak: labelOf(peak),
    peakAmount: spoken(bucketTotals[peak]),
    change: change(),
  });
}
