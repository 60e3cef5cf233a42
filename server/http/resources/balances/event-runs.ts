import type { Run } from '../../../views/balances/ledger-groups.js';
import type { EntryQuery } from '../../../store/ports/entries.js';
import type { Store } from '../../../store/ports/store.js';
import type { Entry } from '../../../ledger/accounts/entry.js';

export type RunPage = { readonly runs: readonly Run[]; readonly nextAfterSeq: number | null };

const ENTRIES_A_READ = 200;

/** A page ends early after this many entries, which bounds the work of a request. */
const MOST_ENTRIES = 2_000;

/**
 * Groups adjacent entries of the same event, or of the same other source and time. A page never ends within a group.
 */
export async function eventRuns(store: Store, query: EntryQuery): Promise<RunPage> {
  const { order, limit } = query;
  const runs: Entry[][] = [];
  for (let afterSeq = query.afterSeq, looked = 0; ;) {
    const page = await store.entries({ ...query, afterSeq, limit: ENTRIES_A_READ });
    for (const entry of page.entries) gather(runs, entry);
    looked += page.entries.length;
    afterSeq = page.nextAfterSeq;
    if (runs.length > limit || afterSeq === null) return firstRuns(runs, limit, order);
    if (page.entries.length === ENTRIES_A_READ && looked < MOST_ENTRIES) continue;
    // The last group can continue beyond the entries that were read.
    const isOpen = runs.at(-1)?.at(-1)?.seq === afterSeq;
    if (!isOpen) return { runs: inOrder(runs, order), nextAfterSeq: afterSeq };
    if (runs.length > 1) return firstRuns(runs, runs.length - 1, order);
  }
}

function gather(runs: Entry[][], entry: Entry): void {
  const run = runs.at(-1);
  const last = run?.at(-1);
  if (run && last && isSameCause(last, entry)) run.push(entry);
  else runs.push([entry]);
}

function isSameCause(a: Entry, b: Entry): boolean {
  if (a.eventId !== null || b.eventId !== null) return a.eventId === b.eventId;
  return a.source.type === b.source.type && a.source.id === b.source.id && a.atMs === b.atMs;
}

function firstRuns(runs: readonly Entry[][], count: number, order: EntryQuery['order']): RunPage {
  const kept = runs.slice(0, count);
  const last = kept.at(-1)?.at(-1);
  return { runs: inOrder(kept, order), nextAfterSeq: runs.length > count && last ? last.seq : null };
}

const inOrder = (runs: readonly Entry[][], order: EntryQuery['order']): Run[] =>
  runs.map((run) => (order === 'asc' ? run : run.toReversed()) as [Entry, ...Entry[]]);
