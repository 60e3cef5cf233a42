import type { Entry } from '../../../ledger/accounts/entry.js';
import type { EntryFilter, EntryPage, EntryQuery } from '../../ports/entries.js';

/** Maximum number of entries that a page reads if no index serves the filter. */
const MOST_LOOKED_AT = 5_000;
/** The maximum for filters without `consumed`: those entries are rare and have an index of their own. */
const MOST_PASSED_BY = 100_000;

/** A range of sequences, both ends included. It is empty if `last` is less than `first`. */
export type Span = { readonly first: number; readonly last: number };

/** The entries that a page reads. `cutAt` is where a bounded page stops; `null` if the page reads all that remain. */
export type Window = Span & { readonly cutAt: number | null };

export const isUncommon = ({ types }: EntryFilter): boolean => types !== null && !types.includes('consumed');

/** Sequences have no gaps, so the length of a range is a number of entries. */
export function windowOf({ filter, order, afterSeq }: EntryQuery, span: Span): Window {
  const first = order === 'asc' && afterSeq !== null ? Math.max(span.first, afterSeq + 1) : span.first;
  const last = order === 'desc' && afterSeq !== null ? Math.min(span.last, afterSeq - 1) : span.last;
  const most = mostLookedAt(filter);
  if (last - first < most) return { first, last, cutAt: null };
  if (order === 'asc') return { first, last: first + most - 1, cutAt: first + most - 1 };
  return { first: last - most + 1, last, cutAt: last - most + 1 };
}

function mostLookedAt(filter: EntryFilter): number {
  const { types, ...others } = filter;
  const isFiltered = Object.values(others).some((value) => value !== null);
  if (isUncommon(filter)) return isFiltered ? MOST_PASSED_BY : Infinity;
  return types !== null || isFiltered ? MOST_LOOKED_AT : Infinity;
}

/** @param rows up to one more than `limit`, which tells that another page follows */
export function entryPage(rows: readonly Entry[], limit: number, { cutAt }: Window): EntryPage {
  const entries = rows.slice(0, limit);
  return { entries, nextAfterSeq: rows.length > limit ? (entries.at(-1)?.seq ?? null) : cutAt };
}
