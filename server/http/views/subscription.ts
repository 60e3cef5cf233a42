import type { Subscription as SubscriptionView } from '../../contract/index.js';
import type { Ms, Subscription } from '../../ledger/protocol.js';
import { instant } from './scalars.js';

export const statusAt = (subscription: Subscription, nowMs: Ms): SubscriptionView['status'] =>
  subscription.startMs <= nowMs ? 'active' : 'scheduled';

export const subscriptionView = (
  { startMs, createdAtMs, ...subscription }: Subscription,
  status: SubscriptionView['status'],
): SubscriptionView => ({
  ...subscription,
  status,
  startAt: instant(startMs),
  createdAt: instant(createdAtMs),
});
