import type { Refusal } from '../../../ledger/values/refusal.js';
import { decodeResult } from '../answers.js';
import { splitIds } from '../rows.js';
import type { EventPage, EventSearch, ReportedEvent, TimePlace } from '../../ports/events.js';

/** What every store does with reports that are searched, whatever its SQL looks like. */

/** Rows of each table that one page of a search may read: filters rest on no index, which would slow every report. */
export const MOST_READ = 1_000;

type ReportRow = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: number;
  readonly occurredAtMs: number | null;
  readonly userId: string | null;
  readonly resourceId: string | null;
  readonly featureIds: string | null;
  readonly eventName: string | null;
};

const reportOf = (row: ReportRow): Pick<ReportedEvent, 'id' | 'customerId' | 'key' | 'atMs' | 'report'> => ({
  id: row.id,
  customerId: row.customerId,
  key: row.key,
  atMs: row.atMs,
  report: {
    occurredAtMs: row.occurredAtMs ?? row.atMs,
    userId: row.userId,
    resourceId: row.resourceId ?? '',
    featureIds: splitIds(row.featureIds ?? ''),
    eventName: row.eventName,
  },
});

/** From a row of `commands`. */
export const keptEvent = (row: ReportRow & { readonly result: string }): ReportedEvent => ({
  ...reportOf(row),
  result: decodeResult(row.result),
  usedKey: true,
});

/** From a row of `refused_events`. */
export const refusedEvent = (
  row: ReportRow & { readonly code: Refusal['code']; readonly detail: string },
): ReportedEvent => ({
  ...reportOf(row),
  result: { status: 'refused', refusal: { code: row.code, detail: row.detail } },
  usedKey: false,
});

/** What one table gave to a page. `edge`: the oldest row that was read, where there are older ones; null: all were read. */
export type Source = { readonly events: readonly ReportedEvent[]; readonly edge: TimePlace | null };

/** One page out of both tables. Behind the newest edge something may be missing, so the page ends there. */
export function mergeSources(sources: readonly Source[], { limit }: EventSearch): EventPage {
  const edge = sources.flatMap((source) => source.edge ?? []).sort(newestFirst)[0] ?? null;
  const known = sources
    .flatMap((source) => source.events)
    .sort(newestFirst)
    .filter((event) => edge === null || newestFirst(event, edge) <= 0);
  const events = known.slice(0, limit);
  const last = events.at(-1);
  return { events, next: known.length > limit && last ? { atMs: last.atMs, id: last.id } : edge };
}

function newestFirst(a: TimePlace, b: TimePlace): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
