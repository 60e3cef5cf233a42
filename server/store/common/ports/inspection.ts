import { accountOf, type AccountRow, entryOf, type EntryRow, grantOf, type GrantRow, refOf } from '../rows.js';
import { accountKey } from '../../../ledger/accounts/account.js';
import { checkAccount } from '../../../ledger/invariants/account.js';
import { entryHash, GENESIS } from '../transaction/chain.js';
import type { AccountRef } from '../../../ledger/values/refs.js';

/** One account as it lies in its tables: all of its grants, and all of its entries by sequence. */
export type AccountRecord = {
  readonly account: AccountRow;
  readonly grants: readonly GrantRow[];
  readonly entries: readonly EntryRow[];
};

/** How many rows there are, whoever they belong to. */
export type Totals = { readonly grants: number; readonly entries: number };

/** Holds an account against the invariants and its hash chain. @returns a sentence for all that does not add up */
export function inspectAccount({ account, grants, entries }: AccountRecord): readonly string[] {
  const key = accountKey(refOf(account));
  const view = accountOf(refOf(account), account, { grants: [], loadedUpTo: null, laterDueMs: null });
  const findings = checkAccount(view, grants.map(grantOf), entries.map(entryOf));
  let head: Buffer = GENESIS;
  for (const entry of entries) {
    head = entryHash(head, entryOf(entry));
    if (head.equals(entry.hash)) continue;
    findings.push(`account ${key}: entry ${entry.seq} breaks the hash chain`);
    // One break is told once: the chain goes on from what is stored.
    head = entry.hash;
  }
  if (!head.equals(account.headHash)) findings.push(`account ${key}: its head is not the end of its chain`);
  return findings;
}

/** Looks at account after account, with no more of them in memory than one, and then what belongs to none. */
export async function* inspectLedger(
  records: Iterable<AccountRecord> | AsyncIterable<AccountRecord>,
  totals: () => Totals | Promise<Totals>,
): AsyncGenerator<string> {
  let grants = 0;
  let entries = 0;
  for await (const record of records) {
    grants += record.grants.length;
    entries += record.entries.length;
    yield* inspectAccount(record);
  }
  const all = await totals();
  if (all.grants !== grants) yield `${all.grants - grants} grants belong to no account`;
  if (all.entries !== entries) yield `${all.entries - entries} entries belong to no account`;
}

/** Accounts that are read at a time; their grants and entries are read one by one. */
export const ACCOUNTS_A_PAGE = 500;

/** Of a page of accounts, those that one look takes: as many as have so many entries together. */
export function planLook(page: readonly AccountRow[], mostEntries: number) {
  const read: AccountRow[] = [];
  let seen = 0;
  let entries = 0;
  for (const account of page) {
    if (account.entrySeq <= mostEntries) {
      entries += account.entrySeq;
      if (entries > mostEntries) break;
      read.push(account);
    }
    seen += 1;
  }
  const last = page[seen - 1];
  const isEnd = seen === page.length && page.length < ACCOUNTS_A_PAGE;
  return { read, tooLong: seen - read.length, next: isEnd || !last ? null : refOf(last) };
}

/** Before the first account. */
export const BEFORE_ALL: AccountRef = { customerId: '', creditTypeId: '', resourceId: '' };
