import type { Ms } from '../values/refs.js';

/** A created or cancelled subscription stays so, even if the clock, or that of another server, is behind. */
export function statusOf({ startMs, createdAtMs, cancelledAtMs }: Subscription, nowMs: Ms): SubscriptionStatus {
  if (cancelledAtMs !== null) return 'cancelled';
  return startMs <= nowMs || startMs <= createdAtMs ? 'active' : 'scheduled';
}

/** The time of a customer. It never runs behind its newest subscription, whatever the clock says. */
export const customerTime = (subscriptions: readonly Subscription[], clockMs: Ms): Ms =>
  subscriptions.reduce((latestMs, { createdAtMs }) => (createdAtMs > latestMs ? createdAtMs : latestMs), clockMs);

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
