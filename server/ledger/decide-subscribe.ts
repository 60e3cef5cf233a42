import { publishedOf } from './catalog-plans.js';
import { type Deciding, refuse } from './decision.js';
import type { Head, Result, SubscribeBody, Subscription } from './protocol.js';

/** A customer on the published version of a plan, from now or from a later instant on. */
export function decideSubscribe(command: Head & SubscribeBody, deciding: Deciding): Result {
  const { catalog, nowMs } = deciding;
  const versions = catalog.plans.get(command.planId);
  if (!versions) return refuse('plan_not_found', `There is no plan ${command.planId}.`);
  if (catalog.archivedPlans.has(command.planId)) {
    return refuse('plan_archived', `Plan ${command.planId} is archived: it takes no new subscription.`);
  }
  const published = publishedOf(versions);
  if (!published) return refuse('plan_not_published', `Plan ${command.planId} has no published version.`);
  if (command.startMs !== null && command.startMs < nowMs) {
    return refuse('invalid_field', 'must not lie in the past', { field: 'startAt' });
  }
  const startMs = command.startMs ?? nowMs;
  const subscription: Subscription = {
    id: command.id,
    customerId: command.customerId,
    planId: published.planId,
    planVersion: published.version,
    startMs,
    createdAtMs: nowMs,
  };
  deciding.addSubscription(subscription);
  const status = startMs <= nowMs ? 'active' : 'scheduled';
  return { status: 'done', answer: { kind: 'subscription', subscription, status } };
}
