import { accountKey } from '../../../ledger/accounts/account.js';
import type { Changes } from '../../../ledger/batch/changes.js';
import type { Entry } from '../../../ledger/accounts/entry.js';
import { entryHash, GENESIS } from './chain.js';
import type { AccountRow } from '../rows.js';

/** Duplicates and most refusals change nothing, so they need no sync to disk. */
export function isNothing(changes: Changes): boolean {
  const { commands, accounts, refusedEvents } = changes;
  return commands.length === 0 && accounts.length === 0 && refusedEvents.length === 0;
}

export class Chains {
  readonly #heads = new Map<string, Buffer>();

  constructor(readonly rows: ReadonlyMap<string, AccountRow>) {}

  add(entry: Entry): Buffer {
    const key = accountKey(entry.account);
    const hash = entryHash(this.head(key), entry);
    this.#heads.set(key, hash);
    return hash;
  }
  head(key: string): Buffer {
    return this.#heads.get(key) ?? this.rows.get(key)?.headHash ?? GENESIS;
  }
}
