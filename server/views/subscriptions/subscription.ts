import type { Subscription as SubscriptionView } from '../../contract/index.js';
import type { Subscription, SubscriptionStatus } from '../../ledger/subscriptions/subscription.js';
import { instant, instantOrNull } from '../shared/scalars.js';

export const subscriptionView = (
  { startMs, cancelledAtMs, createdAtMs, ...subscription }: Subscription,
  status: SubscriptionStatus,
): SubscriptionView => ({
  ...subscription,
  status,
  startAt: instant(startMs),
  cancelledAt: instantOrNull(cancelledAtMs),
  createdAt: instant(createdAtMs),
});
