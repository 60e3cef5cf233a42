import type { Result } from './result.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { Pricing } from '../usage/pricing.js';
import type { Account } from '../accounts/account.js';
import type { AccountRef } from '../values/refs.js';

export type StoredResult = { readonly commandId: string; readonly fingerprint: string; readonly result: Result };

export type CustomerSnapshot = {
  readonly customerId: string;
  readonly exists: boolean;
  readonly subscriptions: readonly Subscription[];
  /** The results of used keys, by the id of the command in this batch that repeats the key. */
  readonly stored: ReadonlyMap<string, StoredResult>;
  /** The prices of this batch's events, by command id. They decide which accounts are loaded. */
  readonly prices: ReadonlyMap<string, Pricing>;
  readonly causes: ReadonlySet<string>;
  readonly accounts: ReadonlyMap<string, Account>;
};

export type Needs = {
  readonly accounts: readonly AccountRef[];
  readonly grants: readonly { readonly account: AccountRef; readonly grantId: string }[];
  /** `null` if the command is no event, or if pricing threw an error. */
  readonly priced: Pricing | null;
};
