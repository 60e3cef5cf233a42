import { publishedOf } from './catalog-plans.js';
import { type Deciding, refuse } from './decision.js';
import { statusOf } from './subscription.js';
import type {
  CancelBody,
  Catalog,
  ChangePlanBody,
  Head,
  PlanVersion,
  Result,
  SubscribeBody,
  Subscription,
} from './protocol.js';

/** A customer on the published version of a plan, from now or from a later instant on. */
export function decideSubscribe(command: Head & SubscribeBody, deciding: Deciding): Result {
  const { catalog, nowMs } = deciding;
  const plan = findOffered(command.planId, null, catalog);
  if ('status' in plan) return plan;
  if (command.startMs !== null && command.startMs < nowMs) {
    return refuse('invalid_field', 'must not lie in the past', { field: 'startAt' });
  }
  return keep(deciding, {
    id: command.id,
    customerId: command.customerId,
    planId: plan.planId,
    planVersion: plan.version,
    startMs: command.startMs ?? nowMs,
    cancelledAtMs: null,
    createdAtMs: nowMs,
  });
}

/** From now on another plan prices the usage; what was charged before stays charged. */
export function decidePlanChange(command: Head & ChangePlanBody, deciding: Deciding): Result {
  const subscription = find(command.subscriptionId, deciding);
  if ('status' in subscription) return subscription;
  if (subscription.cancelledAtMs !== null) {
    return refuse('subscription_cancelled', `Subscription ${subscription.id} is cancelled: create another one.`);
  }
  const plan = findOffered(command.planId, command.version, deciding.catalog);
  if ('status' in plan) return plan;
  return keep(deciding, { ...subscription, planId: plan.planId, planVersion: plan.version });
}

/** At once. One that is cancelled already answers as it is. */
export function decideCancel(command: Head & CancelBody, deciding: Deciding): Result {
  const subscription = find(command.subscriptionId, deciding);
  if ('status' in subscription) return subscription;
  if (subscription.cancelledAtMs !== null) return done(subscription, deciding);
  return keep(deciding, { ...subscription, cancelledAtMs: deciding.nowMs });
}

/** @param version null: the one that new subscriptions get */
function findOffered(planId: string, version: number | null, catalog: Catalog): PlanVersion | Result {
  const versions = catalog.plans.get(planId);
  if (!versions) return refuse('plan_not_found', `There is no plan ${planId}.`);
  if (catalog.archivedPlans.has(planId)) {
    return refuse('plan_archived', `Plan ${planId} is archived: it takes no new subscription.`);
  }
  if (version === null) {
    return publishedOf(versions) ?? refuse('plan_not_published', `Plan ${planId} has no published version.`);
  }
  const named = versions.find((candidate) => candidate.version === version);
  if (!named) return refuse('plan_not_found', `Plan ${planId} has no version ${version}.`);
  if (named.publishedAtMs !== null) return named;
  return refuse('plan_not_published', `Version ${version} of plan ${planId} is a draft.`);
}

function find(id: string, { customer }: Deciding): Subscription | Result {
  const found = customer.subscriptions.find((subscription) => subscription.id === id);
  return found ?? refuse('subscription_not_found', `There is no subscription ${id}.`);
}

function keep(deciding: Deciding, subscription: Subscription): Result {
  deciding.putSubscription(subscription);
  return done(subscription, deciding);
}

function done(subscription: Subscription, { nowMs }: Deciding): Result {
  return {
    status: 'done',
    answer: { kind: 'subscription', subscription, status: statusOf(subscription, nowMs) },
  };
}
