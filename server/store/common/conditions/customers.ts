import { and, type Column, eq, gte, lt, notExists, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import type { SearchPlace } from '../../ports/customers.js';
import type { TermRange } from '../ports/search-terms.js';

type TermColumns = Record<'term' | 'customerId', Column>;

/** Matches an earlier term of the same customer in the range of the search. */
export const earlierTerm = (columns: TermColumns, earlier: TermColumns, range: TermRange): SQL | undefined =>
  and(eq(earlier.customerId, columns.customerId), gte(earlier.term, range.from), lt(earlier.term, columns.term));

/**
 * Finds each customer by the first of the matching terms, so that no customer appears twice.
 *
 * @param earlierTerms a subquery on `earlierTerm`
 */
export function searchConditions(
  { term, customerId }: TermColumns,
  range: TermRange,
  after: SearchPlace | null,
  earlierTerms: SQLWrapper,
): SQL | undefined {
  const beginning =
    after === null ? gte(term, range.from) : sql`(${term}, ${customerId}) > (${after.term}, ${after.id})`;
  return and(beginning, lt(term, range.to), notExists(earlierTerms));
}
