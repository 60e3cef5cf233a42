import { and, between, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { isUncommon, type Span } from '../ports/entry-pages.js';
import type { EntryFilter, EntryQuery } from '../../ports/entries.js';

type EntryColumns = Record<
  'customerId' | 'creditTypeId' | 'resourceId' | 'seq' | 'type' | Exclude<keyof EntryFilter, 'types'>,
  Column
>;

export function entryConditions(columns: EntryColumns, { account, filter }: EntryQuery, span: Span): SQL | undefined {
  const { types, ...others } = filter;
  return and(
    eq(columns.customerId, account.customerId),
    eq(columns.creditTypeId, account.creditTypeId),
    eq(columns.resourceId, account.resourceId),
    between(columns.seq, span.first, span.last),
    // A literal, not a parameter: the partial index is used only if the statement contains this condition.
    isUncommon(filter) ? sql`${columns.type} <> 'consumed'` : undefined,
    types === null ? undefined : inArray(columns.type, [...types]),
    ...Object.entries(others).map(([name, value]) =>
      value === null ? undefined : eq(columns[name as keyof typeof others], value),
    ),
  );
}
