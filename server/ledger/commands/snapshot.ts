import type { Result } from './result.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { Priced } from '../usage/pricing.js';
import type { Account } from '../accounts/account.js';
import type { AccountRef } from '../values/refs.js';

/** The answer to an earlier command with the same key. */
export type Stored = { readonly commandId: string; readonly fingerprint: string; readonly result: Result };

export type CustomerSnapshot = {
  readonly customerId: string;
  readonly exists: boolean;
  readonly subscriptions: readonly Subscription[];
  /** Answers of used keys, by the id of the command in this batch that repeats the key. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** The prices of this batch's events, by command id. They name the accounts to load. */
  readonly prices: ReadonlyMap<string, Priced>;
  /** The causes of this batch that already had their effect. */
  readonly causes: ReadonlySet<string>;
  /** Loaded accounts, by `accountKey`. */
  readonly accounts: ReadonlyMap<string, Account>;
};

/** The rows that the store loads for a command besides its customer. */
export type Needs = {
  readonly accounts: readonly AccountRef[];
  readonly grants: readonly { readonly account: AccountRef; readonly grantId: string }[];
  /** The price of an event; `null` if the command is no event, or if pricing failed. */
  readonly priced: Priced | null;
};
