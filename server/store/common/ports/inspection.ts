import { accountOf, type AccountRow, entryOf, type EntryRow, grantOf, type GrantRow, refOf } from '../rows.js';
import { accountKey } from '../../../ledger/accounts/account.js';
import { checkAccount } from '../../../ledger/invariants/account.js';
import { entryHash, GENESIS } from '../transaction/chain.js';
import type { AccountRef } from '../../../ledger/values/refs.js';

export type AccountRecord = {
  readonly account: AccountRow;
  readonly grants: readonly GrantRow[];
  readonly entries: readonly EntryRow[];
};

export type Totals = { readonly grants: number; readonly entries: number };

/** Checks the invariants and the hash chain of an account. @returns a sentence for each violation */
export function inspectAccount({ account, grants, entries }: AccountRecord): readonly string[] {
  const key = accountKey(refOf(account));
  const view = accountOf(refOf(account), account, { grants: [], loadedUpTo: null, laterDueMs: null });
  const findings = checkAccount(view, grants.map(grantOf), entries.map(entryOf));
  let head: Buffer = GENESIS;
  for (const entry of entries) {
    head = entryHash(head, entryOf(entry));
    if (head.equals(entry.hash)) continue;
    findings.push(`account ${key}: entry ${entry.seq} breaks the hash chain`);
    // Continues with the stored hash, so that one break is reported once.
    head = entry.hash;
  }
  if (!head.equals(account.headHash)) findings.push(`account ${key}: its head is not the end of its chain`);
  return findings;
}

export type LedgerRecords = {
  readonly accounts: Iterable<AccountRecord> | AsyncIterable<AccountRecord>;
  totals(): Totals | Promise<Totals>;
  /** A sentence for each broken relation between the tables. */
  brokenRelations(): Iterable<string> | AsyncIterable<string>;
};

/** Keeps one account at a time in memory, and finally counts the rows that belong to no account. */
export async function* inspectLedger(records: LedgerRecords): AsyncGenerator<string> {
  let grants = 0;
  let entries = 0;
  for await (const record of records.accounts) {
    grants += record.grants.length;
    entries += record.entries.length;
    yield* inspectAccount(record);
  }
  const all = await records.totals();
  if (all.grants !== grants) yield `${all.grants - grants} grants belong to no account`;
  if (all.entries !== entries) yield `${all.entries - entries} entries belong to no account`;
  yield* records.brokenRelations();
}

export const ACCOUNTS_A_PAGE = 500;

/** Takes as many accounts of a page as have at most `mostEntries` entries in total. */
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

export const BEFORE_ALL: AccountRef = { customerId: '', creditTypeId: '', resourceId: '' };

/** Rewrites a lease that expired long ago, so that the store has to write and sync something. */
export const TRY_WRITE = `INSERT INTO leases (name, holder, until_ms) VALUES ('readiness', '', 0)
  ON CONFLICT (name) DO UPDATE SET until_ms = 0`;
