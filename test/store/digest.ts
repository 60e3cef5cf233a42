import type { AccountRef, Entry } from '../../server/ledger/protocol.js';
import { entryHash, GENESIS } from '../../server/store/digest.js';
import type { Store } from '../../server/store/store.js';

const PAGE = 500;

/** Every entry of an account, oldest first, read page by page as an auditor would. */
export async function allEntries(store: Store, account: AccountRef): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const afterSeq = all.at(-1)?.seq ?? null;
    const filter = { type: null, fromMs: null, toMs: null, order: 'asc' } as const;
    const page = await store.entries({ account, ...filter, afterSeq, limit: PAGE });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** The head of the hash chain as the entries alone give it. */
export const chainOf = (entries: readonly Entry[]): Buffer => entries.reduce(entryHash, GENESIS);
