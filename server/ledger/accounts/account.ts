import type { AccountRef, Micro, Ms } from '../values/refs.js';
import type { Grant } from '../grants/grant.js';

export type Account = {
  readonly ref: AccountRef;
  /** The number of entries. */
  readonly entrySeq: number;
  /** Moves on every visible change. */
  readonly version: number;
  /** The remainder of the active grants minus the overdraft. */
  readonly balance: Micro;
  readonly held: Micro;
  readonly overdraft: Micro;
  /** The denominator of utilization (semantics: alerts). */
  readonly granted: Micro;
  /** The original amounts of the active grants that are not used up: what `granted` becomes at the next arrival. */
  readonly openAmount: Micro;
  /**
   * The amounts of grants that wait for their time or their payment: they count towards the range of the account, so
   * that none fails to activate.
   */
  readonly waitingAmount: Micro;
  /** The entry with which credits last arrived; 0: never. */
  readonly arrivalSeq: number;
  readonly lastAtMs: Ms;
  readonly nextDueMs: Ms | null;
  /** Loaded grants: the first open ones in burn order, every due one, and those a command names. */
  readonly grants: readonly Grant[];
  /**
   * The grant up to which every open one is loaded, where there are others behind it; a decision that reaches further
   * asks for more. null: all open ones are loaded. Due and named grants may stand anywhere.
   */
  readonly loadedUpTo: string | null;
  /** Of the grants that are not loaded, the next due instant. Only meaningful when something is due now. */
  readonly laterDueMs: Ms | null;
};

/** One string per account, for maps. Ids cannot contain the separator. */
export function accountKey(ref: AccountRef): string {
  return `${ref.customerId}|${ref.creditTypeId}|${ref.resourceId}`;
}

/** An account that nothing has happened to yet. */
export function blankAccount(ref: AccountRef): Account {
  return {
    ref,
    entrySeq: 0,
    version: 0,
    balance: 0n,
    held: 0n,
    overdraft: 0n,
    granted: 0n,
    openAmount: 0n,
    waitingAmount: 0n,
    arrivalSeq: 0,
    lastAtMs: 0,
    nextDueMs: null,
    grants: [],
    loadedUpTo: null,
    laterDueMs: null,
  };
}
