import type { AccountRef, Micro, Ms } from '../values/refs.js';
import type { Grant } from '../grants/grant.js';

export type Account = {
  readonly ref: AccountRef;
  readonly entrySeq: number;
  readonly version: number;
  readonly balance: Micro;
  readonly held: Micro;
  readonly overdraft: Micro;
  /** The denominator of utilization (semantics: What a balance shows). */
  readonly granted: Micro;
  /** The original amounts of the open grants. Each arrival sets `granted` to this value. */
  readonly openAmount: Micro;
  /**
   * The amounts of scheduled and pending grants. The range of the account includes them, so that none of them fails to
   * activate.
   */
  readonly waitingAmount: Micro;
  /** The sequence of the last arrival; 0 if there was none. */
  readonly arrivalSeq: number;
  readonly lastAtMs: Ms;
  readonly nextDueMs: Ms | null;
  /** The loaded grants: the first open ones in burn order, every due one, and the ones that a command names. */
  readonly grants: readonly Grant[];
  /**
   * All open grants up to this one are loaded; `null` if all open grants are. A decision that needs more throws
   * `ShortOfGrants`. Due and named grants can stand anywhere in the order.
   */
  readonly loadedUpTo: string | null;
  /** How many stored open grants burn before a rank, by `rankKey`. Loaded for the ranks that a decision asked for. */
  readonly openBefore?: ReadonlyMap<string, number>;
  /** The next due time of the grants that are not loaded. Set only if something is due now. */
  readonly laterDueMs: Ms | null;
};

/** A key for maps. Ids cannot contain the separator. */
export function accountKey(ref: AccountRef): string {
  return `${ref.customerId}|${ref.creditTypeId}|${ref.resourceId}`;
}

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
