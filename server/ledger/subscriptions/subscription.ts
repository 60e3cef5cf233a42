import type { Ms } from '../values/refs.js';

/** A cancellation holds even if the clock steps back before it. */
export function statusOf({ startMs, cancelledAtMs }: Subscription, nowMs: Ms): SubscriptionStatus {
  if (cancelledAtMs !== null) return 'cancelled';
  return startMs <= nowMs ? 'active' : 'scheduled';
}

export type Subscription = {
  readonly id: string;
  readonly customerId: string;
  readonly planId: string;
  readonly planVersion: number;
  readonly startMs: Ms;
  readonly cancelledAtMs: Ms | null;
  readonly createdAtMs: Ms;
};

export type SubscriptionStatus = 'scheduled' | 'active' | 'cancelled';
