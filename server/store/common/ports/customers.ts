import type { Ms } from '../../../ledger/values/refs.js';
import { searchTerms } from './search-terms.js';
import type { Customer, CustomerEdit } from '../../ports/customers.js';

/** What becomes of a customer's row, in every store alike. */

export const edited = (before: Customer, change: CustomerEdit, nowMs: Ms): Customer => ({
  ...before,
  ...change,
  updatedAtMs: nowMs,
});

/** Nothing is left of the person; the time zone stays, because the days of the usage charts are cut in it. */
export const erased = (before: Customer, nowMs: Ms): Customer => ({
  ...before,
  name: null,
  email: null,
  locale: null,
  metadata: {},
  updatedAtMs: nowMs,
  erasedAtMs: nowMs,
});

/** By what a customer is found from now on; null: by the same as before. */
export function termsOf(before: Customer | null, { id, name, email }: Customer): readonly string[] | null {
  if (before?.name === name && before.email === email) return null;
  return searchTerms([id, name, email]);
}
