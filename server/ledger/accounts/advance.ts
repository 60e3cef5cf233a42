import { AccountBook } from './book.js';
import type { Account } from './account.js';
import type { Entry } from './entry.js';
import type { Grant } from '../grants/grant.js';
import type { Ms } from '../values/refs.js';

/**
 * What an account is at `nowMs`: everything that time has made due is done, in time order (semantics: the ledger).
 * Commands run the same code first and write the result; reads run this and write nothing.
 *
 * @throws ShortOfGrants when the account was loaded without the grants that this reaches.
 */
export function advance(
  account: Account,
  nowMs: Ms,
): { readonly account: Account; readonly entries: readonly Entry[]; readonly grants: readonly Grant[] } {
  const book = new AccountBook(account, nowMs);
  return { account: book.close(), entries: book.entries, grants: book.changedGrants() };
}
