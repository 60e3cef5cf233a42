import { type CommandContext, refuse } from './context.js';
import { statusOf, type Subscription } from '../subscriptions/subscription.js';
import type { Result } from './result.js';

export function find(id: string, { customer }: CommandContext): Subscription | Result {
  const found = customer.subscriptions.find((subscription) => subscription.id === id);
  return found ?? refuse('subscription_not_found', `There is no subscription ${id}.`);
}

export function keep(context: CommandContext, subscription: Subscription): Result {
  context.putSubscription(subscription);
  return done(subscription, context);
}

export function done(subscription: Subscription, { nowMs }: CommandContext): Result {
  return {
    status: 'done',
    answer: { kind: 'subscription', subscription, status: statusOf(subscription, nowMs) },
  };
}
