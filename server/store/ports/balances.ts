import type { AccountFigures } from '../../ledger/accounts/figures.js';
import type { Outlook } from '../../ledger/outlook/projection.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';

/** The place of an account in the order of credit type and resource. */
export type PoolPlace = Pick<AccountRef, 'creditTypeId' | 'resourceId'>;

export type BalanceFilter = {
  /** All accounts if absent. A `resourceId` of `''` is the general pool. */
  readonly creditTypeId?: string;
  readonly resourceId?: string;
  /** Only accounts after this place. */
  readonly after?: PoolPlace | null;
  /** `latest`: those with the latest entry first. By credit type and resource if absent. */
  readonly order?: 'latest';
  /** `MOST_ACCOUNTS` if absent. */
  readonly limit?: number;
};

/** A customer may have any number of accounts, so no read returns them all. */
export const MOST_ACCOUNTS = 1_000;

export type AccountVersion = { readonly account: AccountRef; readonly version: number };

export interface Balances {
  /** The figures of the matching accounts. Due changes are included, but not written. */
  balances(customerId: string, filter: BalanceFilter, nowMs: Ms): Promise<readonly AccountFigures[]>;
  /** The start of a projection of one account, with at most `mostGrants` open and as many scheduled grants. */
  outlook(account: AccountRef, mostGrants: number): Promise<Outlook>;
  versions(customerIds: readonly string[]): Promise<readonly AccountVersion[]>;
}
