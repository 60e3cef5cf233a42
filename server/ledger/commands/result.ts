import type { AccountRef } from '../values/refs.js';
import type { ChargeAnswer } from '../usage/charge.js';
import type { GrantAnswer } from '../grants/grant.js';
import type { Subscription, SubscriptionStatus } from '../subscriptions/subscription.js';
import type { Refusal } from '../values/refusal.js';

/** What an adjustment took, from which grants, and the pool after it. */
export type AdjustmentAnswer = PoolAnswer & {
  readonly account: AccountRef;
  readonly amount: string;
  readonly reason: string;
  readonly allocations: ChargeAnswer['allocations'];
};

/** A pool after what was done in it. */
export type PoolAnswer = { readonly balance: string; readonly available: string; readonly overdraft: string };

export type Answer =
  | { readonly kind: 'event'; readonly charges: readonly ChargeAnswer[]; readonly unrated: readonly string[] }
  | { readonly kind: 'grant'; readonly grant: GrantAnswer; readonly pool: PoolAnswer }
  | { readonly kind: 'adjustment'; readonly adjustment: AdjustmentAnswer }
  | { readonly kind: 'subscription'; readonly subscription: Subscription; readonly status: SubscriptionStatus }
  | { readonly kind: 'touch' };

/** JSON-safe: it is stored with the key and given again word for word. */
export type Result =
  { readonly status: 'done'; readonly answer: Answer } | { readonly status: 'refused'; readonly refusal: Refusal };

/** What became of one command of a batch. `commandId` is the id of the first command with that key. */
export type Outcome =
  | ({ readonly commandId: string; readonly duplicate: boolean } & Result)
  /** It depends on what an earlier command of this batch changed: send it again in the next batch. */
  | { readonly commandId: string; readonly status: 'deferred' }
  /** A fault of ours while deciding; nothing of it was written. */
  | { readonly commandId: string; readonly status: 'failed'; readonly message: string };
