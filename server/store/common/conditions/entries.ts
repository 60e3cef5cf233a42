import { and, between, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { isUncommon, type Span } from '../ports/entry-pages.js';
import type { EntryFilter, EntryQuery } from '../../ports/entries.js';

/** The columns of entries that are asked for, in the words of the schema of either store. */
type EntryColumns = Record<
  'customerId' | 'creditTypeId' | 'resourceId' | 'seq' | 'type' | Exclude<keyof EntryFilter, 'types'>,
  Column
>;

/** Which entries a page shows, of those in the span that it looks at. */
export function entryConditions(columns: EntryColumns, { account, filter }: EntryQuery, span: Span): SQL | undefined {
  const { types, ...others } = filter;
  return and(
    eq(columns.customerId, account.customerId),
    eq(columns.creditTypeId, account.creditTypeId),
    eq(columns.resourceId, account.resourceId),
    between(columns.seq, span.first, span.last),
    // Written out, not bound: the index of these is taken only where the statement itself says so.
    isUncommon(filter) ? sql`${columns.type} <> 'consumed'` : undefined,
    types === null ? undefined : inArray(columns.type, [...types]),
    ...Object.entries(others).map(([name, value]) =>
      value === null ? undefined : eq(columns[name as keyof typeof others], value),
    ),
  );
}
