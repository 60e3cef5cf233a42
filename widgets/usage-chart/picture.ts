import { fromMillionths } from '../kit/format/decimal.js';
import { intl } from '../kit/format/intl.js';
import { axisLabels } from './axis-labels.js';
import { readPalette } from './palette.js';
import type { Picture } from './plot.js';
import type { View } from './view.js';

/** Of the text around the chart. */
const AXIS_TEXT = 0.6875;
const STILL = '(prefers-reduced-motion: reduce)';
const COMPACT = { notation: 'compact', maximumFractionDigits: 1 } as const;

/** A view as a canvas needs it, and all that it was made of: as long as that is the same, the picture is. */
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
      colour: (hue === null ? palette.other : palette.hues[hue]) ?? '',
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
