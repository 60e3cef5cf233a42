import type { Grant, Payment } from './grant.js';

/** The terms whose changes the ledger records. Metadata is the host's own data and no term. */
export type RecordedTerms = Pick<Grant, 'amount' | 'priority' | 'effectiveAtMs' | 'expiresAtMs' | 'reason'> & {
  readonly paymentStatus: Payment['status'] | null;
};

/** The changed terms of a grant, before and after. Both sides have the same terms. */
export type TermChanges = { readonly before: Partial<RecordedTerms>; readonly after: Partial<RecordedTerms> };

/** The order in which stores write the terms. It is part of every hash over them, so it never changes. */
export const TERMS = ['amount', 'priority', 'effectiveAtMs', 'expiresAtMs', 'reason', 'paymentStatus'] as const;

export const termsOf = (grant: Grant): RecordedTerms => ({ ...grant, paymentStatus: grant.payment?.status ?? null });

/** `null` if no recorded term differs. */
export function termChanges(before: Grant, after: Grant): TermChanges | null {
  const [old, current] = [termsOf(before), termsOf(after)];
  const changed = TERMS.filter((term) => old[term] !== current[term]);
  if (changed.length === 0) return null;
  const only = (terms: RecordedTerms) => Object.fromEntries(changed.map((term) => [term, terms[term]]));
  return { before: only(old), after: only(current) };
}
