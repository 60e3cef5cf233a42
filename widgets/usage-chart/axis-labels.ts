import { intl } from '../kit/format/intl.js';
import type { Interval } from './ranges.js';
import type { View } from './view.js';

const DATE = { day: 'numeric', month: 'short' } as const;
const DAY_MS = 86_400_000;

const AXIS: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { hour: 'numeric' },
  day: DATE,
  week: DATE,
  month: { month: 'short' },
};

/** Under the bars: short, and with what tells it one from its neighbours where there are few or many. */
export function axisLabels({ usage, figures, context: { locale } }: View): readonly string[] {
  const { interval, timeZone } = usage;
  const days = (Date.parse(usage.to) - Date.parse(usage.from)) / DAY_MS;
  const weekday = interval === 'day' && days < 10 ? ({ weekday: 'short', day: 'numeric' } as const) : null;
  const date = interval === 'hour' && days > 1.5 ? ({ ...DATE, hour: 'numeric' } as const) : null;
  const year = interval === 'month' && days > 370 ? ({ month: 'short', year: '2-digit' } as const) : null;
  const options = weekday ?? date ?? year ?? AXIS[interval];
  const { format } = intl('DateTimeFormat', locale, { ...options, timeZone });
  return figures.buckets.map(({ startMs }) => format(startMs));
}
