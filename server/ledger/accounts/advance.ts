import type { Account } from './account.js';
import { AccountBook } from './book.js';
import { causeOf } from './cause.js';
import { dueMoments } from './due.js';
import type { Entry } from './entry.js';
import { activate, expire } from './lifecycle.js';
import type { Grant } from '../grants/grant.js';
import type { Ms } from '../values/refs.js';

/**
 * Opens an account at `clockMs` after all changes that are due, in time order, each stamped with its own time. The
 * version moves with each change, so a read between two of them has its own version, even if none is written yet.
 *
 * @throws ShortOfGrants if a due step reaches past the loaded grants
 */
export function openBook(account: Account, clockMs: Ms): AccountBook {
  const book = new AccountBook(account, clockMs);
  if (account.nextDueMs === null || account.nextDueMs > book.nowMs) return book;
  for (const { grant, atMs, isEnd } of dueMoments(book.grants(), book.nowMs)) {
    if (isEnd) expire(book, grant, atMs);
    else activate(book, grant, atMs, causeOf(grant));
    book.bumpVersion();
  }
  book.resetNextDue();
  return book;
}

/**
 * The account at `nowMs` (semantics: The ledger). Commands run the same steps and write the result; reads write
 * nothing.
 *
 * @throws ShortOfGrants if a due step reaches past the loaded grants
 */
export function advance(
  account: Account,
  nowMs: Ms,
): { readonly account: Account; readonly entries: readonly Entry[]; readonly grants: readonly Grant[] } {
  const book = openBook(account, nowMs);
  return { account: book.close(), entries: book.entries, grants: book.changedGrants() };
}
