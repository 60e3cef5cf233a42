import { accountKey } from '../../server/ledger/accounts/account.js';
import { checkAccount } from '../../server/ledger/invariants/account.js';
import { entryHash, GENESIS } from '../../server/store/common/transaction/chain.js';
import {
  accountOf,
  type AccountRow,
  entryOf,
  type EntryRow,
  grantOf,
  type GrantRow,
  refOf,
} from '../../server/store/common/rows.js';

/** Entries are ordered by account and sequence. */
export type Tables = {
  readonly accounts: readonly AccountRow[];
  readonly grants: readonly GrantRow[];
  readonly entries: readonly EntryRow[];
};

/** Checks every account against the invariants and its hash chain. @returns one sentence per violation */
export function auditTables({ accounts, grants, entries }: Tables): readonly string[] {
  const violations: string[] = [];
  for (const row of accounts) {
    const key = accountKey(refOf(row));
    const ownGrants = grants.filter((grant) => accountKey(refOf(grant)) === key).map(grantOf);
    const own = entries.filter((entry) => accountKey(refOf(entry)) === key);
    const account = accountOf(refOf(row), row, { grants: [], loadedUpTo: null, laterDueMs: null });
    violations.push(...checkAccount(account, ownGrants, own.map(entryOf)));
    let head: Buffer = GENESIS;
    for (const entry of own) {
      head = entryHash(head, entryOf(entry));
      if (!head.equals(entry.hash)) violations.push(`account ${key}: entry ${entry.seq} breaks the hash chain`);
    }
    if (!head.equals(row.headHash)) violations.push(`account ${key}: its head is not the end of its chain`);
  }
  return violations;
}
