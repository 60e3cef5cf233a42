import { fromMillionths } from '../../kit/format/decimal.js';
import { intl } from '../../kit/format/intl.js';
import { zoneNameAt } from '../../kit/format/zone.js';
import { readPalette } from './palette.js';
import type { Picture } from './plot.js';
import type { View } from '../figures/view.js';
import type { Interval } from '../controls/ranges.js';

const DATE = { day: 'numeric', month: 'short' } as const;
const DAY_MS = 86_400_000;

const AXIS: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { hour: 'numeric' },
  day: DATE,
  week: DATE,
  month: { month: 'short' },
};

function axisLabels({ usage, figures, context: { locale } }: View): readonly string[] {
  const { interval, timeZone } = usage;
  const days = (Date.parse(usage.to) - Date.parse(usage.from)) / DAY_MS;
  const weekday = interval === 'day' && days < 10 ? ({ weekday: 'short', day: 'numeric' } as const) : null;
  const date = interval === 'hour' && days > 1.5 ? ({ ...DATE, hour: 'numeric' } as const) : null;
  const year = interval === 'month' && days > 370 ? ({ month: 'short', year: '2-digit' } as const) : null;
  const options = weekday ?? date ?? year ?? AXIS[interval];
  return figures.buckets.map(({ startMs }) => {
    const zoneName = interval === 'hour' ? zoneNameAt(startMs, timeZone) : {};
    return intl('DateTimeFormat', locale, { ...options, ...zoneName, timeZone }).format(startMs);
  });
}

/** Relative to the text around the chart. */
const AXIS_TEXT = 0.6875;
const STILL = '(prefers-reduced-motion: reduce)';
const COMPACT = { notation: 'compact', maximumFractionDigits: 1 } as const;

/** Equal values in `made` make an equal picture. */
export function pictureOf(
  host: Element,
  root: ParentNode,
  view: View,
  hidden: ReadonlySet<string>,
): { readonly made: readonly unknown[]; readonly picture: () => Picture } {
  const { figures, unfinished, context } = view;
  const { numberLocale } = context;
  const { direction, fontFamily, fontSize } = getComputedStyle(host);
  const palette = readPalette(root);
  const labels = axisLabels(view);
  const made = [
    figures,
    hidden,
    unfinished,
    direction,
    fontFamily,
    fontSize,
    numberLocale,
    labels.join(),
    JSON.stringify(palette),
  ];
  const picture = (): Picture => ({
    labels,
    bands: figures.bands.map(({ id, hue, values }) => ({
      color: (hue === null ? palette.other : palette.hues[hue]) ?? '',
      hatched: hue === null,
      values: hidden.has(id) ? [] : values.map((value) => Number(fromMillionths(value))),
    })),
    unfinished,
    ink: palette.ink,
    grid: palette.grid,
    font: fontFamily,
    fontSize: AXIS_TEXT * Number.parseFloat(fontSize),
    rightToLeft: direction === 'rtl',
    moves: !matchMedia(STILL).matches,
    printTick: (value) => intl('NumberFormat', numberLocale, COMPACT).format(value),
  });
  return { made, picture };
}
