import type { AccountBook } from './book.js';
import { type Cause, causeOf } from './cause.js';
import type { Allocation } from '../usage/charge.js';
import { smaller } from '../values/amount.js';
import type { Micro, Ms } from '../values/refs.js';

/**
 * Takes an amount from the open grants in burn order. The part that they cannot cover becomes overdraft.
 *
 * @returns how much each grant paid and why it was next, in burn order
 * @throws ShortOfGrants
 */
export function burn(
  book: AccountBook,
  as: 'consumed' | 'adjusted',
  amount: Micro,
  cause: Cause,
): readonly Allocation[] {
  const allocations: Allocation[] = [];
  let left = amount;
  for (const grant of book.open.all()) {
    if (left === 0n) break;
    book.open.requireBefore(grant);
    const taken = smaller(grant.remaining - grant.reserved, left);
    if (taken === 0n) continue;
    const why = book.open.whyNow(grant);
    book.take(grant, as, taken, book.nowMs, cause);
    grant[as] += taken;
    left -= taken;
    allocations.push({ grantId: grant.id, amount: taken, why });
  }
  if (left > 0n) {
    book.open.requireAll();
    book.post(as, null, -left, book.nowMs, cause);
    book.head.overdraft += left;
    allocations.push({ grantId: null, amount: left, why: 'overdraft' });
  }
  return allocations;
}

/**
 * Repays the overdraft from unreserved credits. Each repayment is a pair of entries that leaves the balance as it was.
 *
 * @throws ShortOfGrants
 */
export function repay(book: AccountBook, atMs: Ms): void {
  const { head } = book;
  for (const grant of book.open.all()) {
    if (head.overdraft === 0n) return;
    book.open.requireBefore(grant);
    const paid = smaller(grant.remaining - grant.reserved, head.overdraft);
    if (paid === 0n) continue;
    book.take(grant, 'repaid', paid, atMs, causeOf(grant));
    grant.repaid += paid;
    book.post('repaid', null, paid, atMs, causeOf(grant));
    head.overdraft -= paid;
  }
  if (head.overdraft > 0n) book.open.requireAll();
}
