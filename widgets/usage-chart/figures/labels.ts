import { intl } from '../../kit/format/intl.js';
import { zoneNameAt } from '../../kit/format/zone.js';
import type { Interval } from '../controls/ranges.js';

type Place = { readonly locale: string; readonly timeZone: string };
type Bucket = { readonly startMs: number; readonly endMs: number };

const DATE = { day: 'numeric', month: 'short' } as const;

const FULL: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { weekday: 'short', ...DATE, hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'short', ...DATE, year: 'numeric' },
  week: { ...DATE, year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/** A label of dates ends with the last included day. */
export function periodLabel({ startMs, endMs }: Bucket, { locale, timeZone }: Place, hours = false): string {
  const zoneName = hours ? { ...zoneNameAt(startMs, timeZone), ...zoneNameAt(endMs, timeZone) } : {};
  const options = { ...FULL[hours ? 'hour' : 'week'], ...zoneName, timeZone };
  return intl('DateTimeFormat', locale, options).formatRange(startMs, hours ? endMs : endMs - 1);
}

export function bucketLabel(bucket: Bucket, interval: Interval, place: Place): string {
  if (interval === 'week') return periodLabel(bucket, place);
  const { locale, timeZone } = place;
  const zoneName = interval === 'hour' ? zoneNameAt(bucket.startMs, timeZone) : {};
  return intl('DateTimeFormat', locale, { ...FULL[interval], ...zoneName, timeZone }).format(bucket.startMs);
}
