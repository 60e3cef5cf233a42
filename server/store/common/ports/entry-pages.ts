import type { Entry } from '../../../ledger/accounts/entry.js';
import type { EntryFilter, EntryPage, EntryQuery } from '../../ports/entries.js';

/** Where a filter rests on no index, a page looks at so many entries and no more, however few of them it finds. */
const MOST_LOOKED_AT = 5_000;
/** The same for entries other than `consumed`, which have an index to themselves and stand far apart. */
const MOST_PASSED_BY = 100_000;

/** Sequences, both included; none where `last` is less than `first`. */
export type Span = { readonly first: number; readonly last: number };

/** What a page looks at, and where it stops looking before the end; null: it sees the rest. */
export type Window = Span & { readonly cutAt: number | null };

/** An entry of a type that the index of those other than `consumed` has. */
export const isUncommon = ({ types }: EntryFilter): boolean => types !== null && !types.includes('consumed');

/**
 * The sequences that a page looks at. They have no gap, so a number of them is a number of entries.
 *
 * @param span of the entries in the time that is asked for
 */
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

/** @param rows one more than the page takes, where there are so many */
export function entryPage(rows: readonly Entry[], limit: number, { cutAt }: Window): EntryPage {
  const entries = rows.slice(0, limit);
  return { entries, nextAfterSeq: rows.length > limit ? (entries.at(-1)?.seq ?? null) : cutAt };
}
