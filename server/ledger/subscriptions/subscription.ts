import type { Ms } from '../values/refs.js';

/** What a subscription is at an instant. One that is cancelled stays so, also when a clock steps back. */
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
  /** Since then it prices nothing, whatever the clock says. */
  readonly cancelledAtMs: Ms | null;
  readonly createdAtMs: Ms;
};

export type SubscriptionStatus = 'scheduled' | 'active' | 'cancelled';
