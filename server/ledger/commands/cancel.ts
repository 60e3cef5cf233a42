import { defineCommand, NO_NEEDS } from './definition.js';
import type { Head } from '../values/head.js';
import type { CommandContext } from './context.js';
import type { Result } from './result.js';
import { done, find, keep } from './subscriptions.js';

export type CancelBody = { readonly kind: 'cancel'; readonly subscriptionId: string };

/** Takes effect at once. A repeated cancellation answers with the subscription as it is. */
function decideCancel(command: Head & CancelBody, context: CommandContext): Result {
  const subscription = find(command.subscriptionId, context);
  if ('status' in subscription) return subscription;
  if (subscription.cancelledAtMs !== null) return done(subscription, context);
  return keep(context, { ...subscription, cancelledAtMs: context.nowMs });
}

export const cancel = defineCommand({
  kind: 'cancel',
  needs: () => NO_NEEDS,
  decide: decideCancel,
  auditAs: 'subscription.cancel',
  readsSubscriptions: true,
});
