import type { AccountFigures } from '../../ledger/accounts/figures.js';
import type { Outlook } from '../../ledger/outlook/projection.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';

/** All accounts if absent. A `resourceId` of `''` is the general pool. */
export type BalanceFilter = { readonly creditTypeId?: string; readonly resourceId?: string };

export type AccountVersion = { readonly account: AccountRef; readonly version: number };

export interface Balances {
  /** The figures of the matching accounts, ordered by credit type. Due changes are included, but not written. */
  balances(customerId: string, filter: BalanceFilter, nowMs: Ms): Promise<readonly AccountFigures[]>;
  /** The start of a projection of one account, with at most `mostGrants` open and as many scheduled grants. */
  outlook(account: AccountRef, mostGrants: number): Promise<Outlook>;
  versions(customerIds: readonly string[]): Promise<readonly AccountVersion[]>;
}
