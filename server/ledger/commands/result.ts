import type { AccountRef, Micro } from '../values/refs.js';
import type { Allocation, ChargeAnswer } from '../usage/charge.js';
import type { GrantAnswer } from '../grants/grant.js';
import type { Subscription, SubscriptionStatus } from '../subscriptions/subscription.js';
import type { Refusal } from '../values/refusal.js';

export type AdjustmentAnswer = PoolAnswer & {
  readonly account: AccountRef;
  readonly amount: Micro;
  readonly reason: string;
  readonly allocations: readonly Allocation[];
};

export type PoolAnswer = { readonly balance: Micro; readonly available: Micro; readonly overdraft: Micro };

export type Answer =
  | { readonly kind: 'event'; readonly charges: readonly ChargeAnswer[]; readonly unrated: readonly string[] }
  | { readonly kind: 'grant'; readonly grant: GrantAnswer; readonly pool: PoolAnswer }
  | { readonly kind: 'adjustment'; readonly adjustment: AdjustmentAnswer }
  | { readonly kind: 'subscription'; readonly subscription: Subscription; readonly status: SubscriptionStatus }
  | { readonly kind: 'touch' };

export type Result =
  { readonly status: 'done'; readonly answer: Answer } | { readonly status: 'refused'; readonly refusal: Refusal };

/** The outcome of one command of a batch. `commandId` is the id of the first command with the same key. */
export type Outcome =
  | ({ readonly commandId: string; readonly duplicate: boolean } & Result)
  /** An earlier command of the batch changed data that this one reads: send it again in the next batch. */
  | { readonly commandId: string; readonly status: 'deferred' }
  /** The decision threw an error. Nothing of this command was written. */
  | { readonly commandId: string; readonly status: 'failed'; readonly message: string };
