import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Entry } from '../../server/ledger/accounts/entry.js';
import { entryHash, GENESIS } from '../../server/store/common/transaction/chain.js';
import { type EntryPage, NO_ENTRY_FILTER } from '../../server/store/ports/entries.js';
import type { Store } from '../../server/store/ports/store.js';

const PAGE = 500;

export async function allEntries(store: Store, account: AccountRef): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let afterSeq: number | null = null; ;) {
    const range = { filter: NO_ENTRY_FILTER, fromMs: null, toMs: null, order: 'asc' } as const;
    const page: EntryPage = await store.entries({ account, ...range, afterSeq, limit: PAGE });
    all.push(...page.entries);
    if (page.nextAfterSeq === null) return all;
    afterSeq = page.nextAfterSeq;
  }
}

export const chainOf = (entries: readonly Entry[]): Buffer => entries.reduce(entryHash, GENESIS);
