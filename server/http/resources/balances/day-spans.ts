import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import { type EntryQuery, NO_ENTRY_FILTER } from '../../../store/ports/entries.js';
import type { Store } from '../../../store/ports/store.js';
import type { DaySpan } from '../../../views/balances/ledger-groups.js';
import { startOf, zoned } from '../../../time/calendar/buckets.js';
import type { Temporal } from 'temporal-polyfill';

export type DayQuery = {
  readonly account: AccountRef;
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly order: EntryQuery['order'];
  readonly timeZone: string;
  readonly limit: number;
};

/**
 * Finds up to `limit + 1` days with entries. Reads only the first and last entry of a day, so the cost does not depend
 * on the number of entries.
 */
export async function daySpans(store: Store, query: DayQuery): Promise<DaySpan[]> {
  const found: DaySpan[] = [];
  for (let rest = query; rest.fromMs < rest.toMs && found.length <= query.limit;) {
    const anchorMs = await nextEntryAt(store, rest);
    if (anchorMs === null) break;
    const days = daysFrom(anchorMs, rest);
    const positions = await store.positions(query.account, [
      ...days.map(({ fromMs }) => fromMs),
      days.at(-1)?.toMs ?? 0,
    ]);
    const spans = days.flatMap((day, index): DaySpan[] => {
      const [before, after] = [positions[index], positions[index + 1]];
      return before && after && after.seq > before.seq ? [{ ...day, before, after }] : [];
    });
    found.push(...(query.order === 'asc' ? spans : spans.reverse()));
    rest =
      query.order === 'asc' ? { ...rest, fromMs: days.at(-1)?.toMs ?? 0 } : { ...rest, toMs: days[0]?.fromMs ?? 0 };
  }
  return found.slice(0, query.limit + 1);
}

async function nextEntryAt(store: Store, { account, fromMs, toMs, order }: DayQuery): Promise<Ms | null> {
  const one = { filter: NO_ENTRY_FILTER, afterSeq: null, limit: 1 } as const;
  const { entries } = await store.entries({ account, fromMs, toMs, order, ...one });
  return entries[0]?.atMs ?? null;
}

function daysFrom(anchorMs: Ms, { fromMs, toMs, order, timeZone, limit }: DayQuery) {
  const anchor = zoned(anchorMs, timeZone).toPlainDate();
  const first = order === 'asc' ? anchor : anchor.subtract({ days: limit });
  const dates = Array.from({ length: limit + 1 }, (_, index) => first.add({ days: index }));
  const within = (ms: Ms) => Math.min(Math.max(ms, fromMs), toMs);
  const startAt = (date: Temporal.PlainDate) => within(startOf(date, timeZone));
  return dates
    .map((date) => ({ date: date.toString(), fromMs: startAt(date), toMs: startAt(date.add({ days: 1 })) }))
    .filter((day) => day.fromMs < day.toMs);
}
