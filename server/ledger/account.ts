import type { Account, AccountRef } from './protocol.js';

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
