import type { Refusal } from '../../../ledger/values/refusal.js';
import { decodeResult } from '../answers.js';
import { splitIds } from '../rows.js';
import type { EventPage, EventSearch, ReportedEvent, TimePlace } from '../../ports/events.js';

/** Maximum rows per table that a page reads. No index serves the filters, because it would slow down every report. */
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

export const keptEvent = (row: ReportRow & { readonly result: string }): ReportedEvent => ({
  ...reportOf(row),
  result: decodeResult(row.result),
  usedKey: true,
});

export const refusedEvent = (
  row: ReportRow & { readonly code: Refusal['code']; readonly detail: string },
): ReportedEvent => ({
  ...reportOf(row),
  result: { status: 'refused', refusal: { code: row.code, detail: row.detail } },
  usedKey: false,
});

/** The events that one table contributes. `edge` is the oldest row read; `null` if no older rows exist. */
export type Source = { readonly events: readonly ReportedEvent[]; readonly edge: TimePlace | null };

/** A page ends at the newest edge, because older events of that table were not read. */
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
