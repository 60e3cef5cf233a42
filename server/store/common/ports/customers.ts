import type { Ms } from '../../../ledger/values/refs.js';
import { searchTerms } from './search-terms.js';
import type { AuditAction } from '../../ports/access.js';
import type { Customer, CustomerEdit } from '../../ports/customers.js';

export type CustomerAction = Extract<AuditAction, `customer.${string}`>;

export const edited = (before: Customer, change: CustomerEdit, nowMs: Ms): Customer => ({
  ...before,
  ...change,
  updatedAtMs: nowMs,
});

/** An earlier instant would make refused tokens valid again. */
export const cutOff = (before: Customer, tokensNotBeforeMs: Ms): Customer => ({
  ...before,
  tokensNotBeforeMs: Math.max(before.tokensNotBeforeMs ?? 0, tokensNotBeforeMs),
});

/** The time zone stays, because usage charts divide days by it. */
export const erased = (before: Customer, tokensNotBeforeMs: Ms, nowMs: Ms): Customer => ({
  ...cutOff(before, tokensNotBeforeMs),
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
