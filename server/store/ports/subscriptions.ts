import type { Subscription } from '../../ledger/subscriptions/subscription.js';

export interface Subscriptions {
  subscriptions(customerId: string): Promise<readonly Subscription[]>;
  subscription(id: string): Promise<Subscription | null>;
}
