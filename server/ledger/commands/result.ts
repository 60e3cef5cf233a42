import type { AccountRef, Micro } from '../values/refs.js';
import type { Allocation, ChargeAnswer } from '../usage/charge.js';
import type { GrantAnswer } from '../grants/grant.js';
import type { Subscription, SubscriptionStatus } from '../subscriptions/subscription.js';
import type { Refusal } from '../values/refusal.js';

/** The credits that an adjustment took, the grants that it took them from, and the pool afterwards. */
export type AdjustmentAnswer = PoolAnswer & {
  readonly account: AccountRef;
  readonly amount: Micro;
  readonly reason: string;
  readonly allocations: readonly Allocation[];
};

/** The figures of a pool after a command. */
export type PoolAnswer = { readonly balance: Micro; readonly available: Micro; readonly overdraft: Micro };

export type Answer =
  | { readonly kind: 'event'; readonly charges: readonly ChargeAnswer[]; readonly unrated: readonly string[] }
  | { readonly kind: 'grant'; readonly grant: GrantAnswer; readonly pool: PoolAnswer }
  | { readonly kind: 'adjustment'; readonly adjustment: AdjustmentAnswer }
  | { readonly kind: 'subscription'; readonly subscription: Subscription; readonly status: SubscriptionStatus }
  | { readonly kind: 'touch' };

/** The decision on a command. It is stored with the key of the command, and every retry gets it again unchanged. */
export type Result =
  { readonly status: 'done'; readonly answer: Answer } | { readonly status: 'refused'; readonly refusal: Refusal };

/** What became of one command of a batch. `commandId` is the id of the first command with that key. */
export type Outcome =
  | ({ readonly commandId: string; readonly duplicate: boolean } & Result)
  /** It depends on what an earlier command of this batch changed: send it again in the next batch. */
  | { readonly commandId: string; readonly status: 'deferred' }
  /** A fault of ours while deciding; nothing of it was written. */
  | { readonly commandId: string; readonly status: 'failed'; readonly message: string };
