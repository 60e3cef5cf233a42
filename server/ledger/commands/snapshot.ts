import type { Result } from './result.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { Priced } from '../usage/pricing.js';
import type { Account } from '../accounts/account.js';
import type { AccountRef } from '../values/refs.js';

/** What an earlier command with the same key was answered. */
export type Stored = { readonly commandId: string; readonly fingerprint: string; readonly result: Result };

export type CustomerSnapshot = {
  readonly customerId: string;
  readonly exists: boolean;
  readonly subscriptions: readonly Subscription[];
  /** By the id of the command (of this batch) whose key was found. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** What the events of this batch cost, by the id of the command: found out before their accounts could be loaded. */
  readonly prices: ReadonlyMap<string, Priced>;
  /** Those of the batch's causes that have had their effect already. */
  readonly causes: ReadonlySet<string>;
  /** By `accountKey`. */
  readonly accounts: ReadonlyMap<string, Account>;
};

/** What the store must load for a command besides the customer. */
export type Needs = {
  readonly accounts: readonly AccountRef[];
  readonly grants: readonly { readonly account: AccountRef; readonly grantId: string }[];
  /** What an event costs, which says what it needs; null: no event, or one that cannot be priced. */
  readonly priced: Priced | null;
};
