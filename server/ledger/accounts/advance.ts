import { AccountBook } from './book.js';
import type { Account } from './account.js';
import type { Entry } from './entry.js';
import type { Grant } from '../grants/grant.js';
import type { Ms } from '../values/refs.js';

/**
 * Applies all changes that are due at `nowMs`, in time order (semantics: The ledger). Only commands write the result.
 *
 * @throws ShortOfGrants if a change needs grants that are not loaded
 */
export function advance(
  account: Account,
  nowMs: Ms,
): { readonly account: Account; readonly entries: readonly Entry[]; readonly grants: readonly Grant[] } {
  const book = new AccountBook(account, nowMs);
  return { account: book.close(), entries: book.entries, grants: book.changedGrants() };
}
