import type { Entry, EntryType } from '../../ledger/accounts/entry.js';
import type { AccountRef, Micro, Ms } from '../../ledger/values/refs.js';

/** `null` matches any value. */
export type EntryFilter = {
  readonly types: readonly EntryType[] | null;
  readonly sourceType: string | null;
  readonly actorType: Entry['actor']['type'] | null;
  readonly actorId: string | null;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly eventId: string | null;
  readonly grantId: string | null;
};

export const NO_ENTRY_FILTER: EntryFilter = {
  types: null,
  sourceType: null,
  actorType: null,
  actorId: null,
  featureId: null,
  userId: null,
  eventId: null,
  grantId: null,
};

export type EntryQuery = {
  readonly account: AccountRef;
  readonly filter: EntryFilter;
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  readonly order: 'asc' | 'desc';
  readonly afterSeq: number | null;
  readonly limit: number;
};

/**
 * A page may be short or empty without being the last: if no index serves a filter, a page reads a bounded number of
 * entries.
 */
export type EntryPage = { readonly entries: readonly Entry[]; readonly nextAfterSeq: number | null };

/** The last entry of a ledger before an instant; `seq` and `balance` are 0 before the first entry. */
export type LedgerPosition = { readonly seq: number; readonly atMs: Ms | null; readonly balance: Micro };

/** Only written entries are listed. To include due changes, ask the engine to `catchUp` the customer first. */
export interface Entries {
  entries(query: EntryQuery): Promise<EntryPage>;
  positions(account: AccountRef, beforeMs: readonly Ms[]): Promise<readonly LedgerPosition[]>;
}
