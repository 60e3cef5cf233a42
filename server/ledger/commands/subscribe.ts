import { defineCommand, NO_NEEDS } from './definition.js';
import type { Ms } from '../values/refs.js';
import type { Head } from '../values/head.js';
import { type CommandContext, refuse, refuseErased } from './context.js';
import type { Result } from './result.js';
import { findOffered } from '../subscriptions/offers.js';
import { customerTime } from '../subscriptions/subscription.js';
import { keep } from './subscriptions.js';

export type SubscribeBody = { readonly kind: 'subscribe'; readonly planId: string; readonly startMs: Ms | null };

function decideSubscribe(command: Head & SubscribeBody, context: CommandContext): Result {
  const { catalog, customer } = context;
  if (customer.isErased) return refuseErased(customer.customerId);
  const plan = findOffered(command.planId, null, catalog);
  if ('status' in plan) return plan;
  if (command.startMs !== null && command.startMs < context.nowMs) {
    return refuse('invalid_field', 'must not lie in the past', { field: 'startAt' });
  }
  const nowMs = customerTime(customer.subscriptions, context.nowMs);
  return keep(context, {
    id: command.id,
    customerId: command.customerId,
    planId: plan.planId,
    planVersion: plan.version,
    startMs: command.startMs ?? nowMs,
    cancelledAtMs: null,
    createdAtMs: nowMs,
  });
}

export const subscribe = defineCommand({
  kind: 'subscribe',
  needs: () => NO_NEEDS,
  decide: decideSubscribe,
  auditAs: 'subscription.create',
  readsSubscriptions: false,
});
