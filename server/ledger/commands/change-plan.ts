import { defineCommand, NO_NEEDS } from './definition.js';
import type { Head } from '../values/head.js';
import { type CommandContext, refuse } from './context.js';
import type { Result } from './result.js';
import { find, keep } from './subscriptions.js';
import { findOffered } from '../subscriptions/offers.js';

/** `version` is `null` for the newest published one. */
export type ChangePlanBody = {
  readonly kind: 'plan.change';
  readonly subscriptionId: string;
  readonly planId: string;
  readonly version: number | null;
};

function decidePlanChange(command: Head & ChangePlanBody, context: CommandContext): Result {
  const subscription = find(command.subscriptionId, context);
  if ('status' in subscription) return subscription;
  if (subscription.cancelledAtMs !== null) {
    return refuse('subscription_cancelled', `Subscription ${subscription.id} is cancelled: create another one.`);
  }
  const plan = findOffered(command.planId, command.version, context.catalog);
  if ('status' in plan) return plan;
  return keep(context, { ...subscription, planId: plan.planId, planVersion: plan.version });
}

export const changePlan = defineCommand({
  kind: 'plan.change',
  needs: () => NO_NEEDS,
  decide: decidePlanChange,
  auditAs: 'subscription.changePlan',
  readsSubscriptions: true,
});
