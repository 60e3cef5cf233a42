import type { Usage } from '../../contract/index.js';
import { csvDocument, csvText } from '../shared/csv.js';
import { zonedText } from '../../time/calendar/buckets.js';

/** One row for each bucket and series. Amounts have no unit, and starts are in the time zone. */
export function usageCsv({ buckets, series, timeZone }: Usage): string {
  const names = series.map(({ key, name, isOther }) => [csvText(key ?? ''), csvText(isOther ? 'Other' : (name ?? ''))]);
  const rows = buckets.flatMap((start, bucket) => {
    const startText = zonedText(Date.parse(start), timeZone);
    return series.map(({ values }, index) => [startText, ...(names[index] ?? []), values[bucket] ?? '0']);
  });
  return csvDocument([['start', 'key', 'name', 'amount'], ...rows]);
}

/** The name contains the first and the last day, such as `usage-2026-11-01-2026-11-30.csv`. */
export function usageFileName({ from, to, timeZone }: Usage): string {
  const day = (ms: number) => zonedText(ms, timeZone).slice(0, 10);
  return `usage-${day(Date.parse(from))}-${day(Date.parse(to) - 1)}.csv`;
}
