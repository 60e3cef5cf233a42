import type { Ms, Subscription, SubscriptionStatus } from './protocol.js';

/** What a subscription is at an instant. One that is cancelled stays so, also when a clock steps back. */
export function statusOf({ startMs, cancelledAtMs }: Subscription, nowMs: Ms): SubscriptionStatus {
  if (cancelledAtMs !== null) return 'cancelled';
  return startMs <= nowMs ? 'active' : 'scheduled';
}
