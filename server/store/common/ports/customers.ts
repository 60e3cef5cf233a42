import type { Ms } from '../../../ledger/values/refs.js';
import { searchTerms } from './search-terms.js';
import type { Customer, CustomerEdit } from '../../ports/customers.js';

export const edited = (before: Customer, change: CustomerEdit, nowMs: Ms): Customer => ({
  ...before,
  ...change,
  updatedAtMs: nowMs,
});

/** The time zone stays, because usage charts divide days by it. */
export const erased = (before: Customer, nowMs: Ms): Customer => ({
  ...before,
  name: null,
  email: null,
  locale: null,
  metadata: {},
  updatedAtMs: nowMs,
  erasedAtMs: nowMs,
});

/** The customer's new search terms; `null` if unchanged. */
export function termsOf(before: Customer | null, { id, name, email }: Customer): readonly string[] | null {
  if (before?.name === name && before.email === email) return null;
  return searchTerms([id, name, email]);
}
