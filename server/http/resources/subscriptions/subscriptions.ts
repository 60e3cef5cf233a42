import {
  cancelSubscription,
  changeSubscriptionPlan,
  createSubscription,
  getSubscription,
  listSubscriptions,
} from '../../../contract/index.js';
import type { Decision } from '../../../engine/engine.js';
import { statusOf, type Subscription } from '../../../ledger/subscriptions/subscription.js';
import { idCursor, pageOf } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { commandKey } from '../../mounting/idempotency.js';
import { newId } from '../../../engine/ids.js';
import { type App, mount } from '../../mounting/mount.js';
import { done, notFound, REPLAYED } from '../../mounting/rejection.js';
import { subscriptionView } from '../../../views/subscriptions/subscription.js';
import { requireCustomer } from '../customers/customers.js';

export function mountSubscriptions(app: App, deps: HttpDeps): void {
  mountSubscriptionWrites(app, deps);
  const { store, engine } = deps;

  mount(app, deps, listSubscriptions, async ({ query }) => {
    const { customerId, limit, cursor } = query;
    const before = idCursor.read(cursor)?.id;
    await requireCustomer(store, customerId);
    const all = await store.subscriptions(customerId);
    // Ids sort by creation time.
    const rows = all
      .filter(({ id }) => before === undefined || id < before)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit + 1);
    const page = pageOf(rows, limit, ({ id }) => idCursor.write({ id }));
    const nowMs = engine.clock.nowMs();
    return {
      status: 200,
      data: { ...page, data: page.data.map((sub) => subscriptionView(sub, statusOf(sub, nowMs))) },
    };
  });

  mount(app, deps, getSubscription, async ({ params }) => {
    const subscription = await requireSubscription(deps, params.id);
    return { status: 200, data: subscriptionView(subscription, statusOf(subscription, engine.clock.nowMs())) };
  });
}

function mountSubscriptionWrites(app: App, deps: HttpDeps): void {
  const { engine } = deps;

  mount(app, deps, createSubscription, async ({ body, author, idempotencyKey }) => {
    const outcome = await engine.submit({
      kind: 'subscribe',
      id: newId('sub'),
      customerId: body.customerId,
      key: commandKey('subscriptions', idempotencyKey, body),
      cause: null,
      ...author,
      planId: body.planId,
      startMs: body.startAt ?? null,
    });
    return { status: 201, ...reply(outcome) };
  });

  mount(app, deps, changeSubscriptionPlan, async ({ params, body, author, idempotencyKey }) => {
    const { id: subscriptionId, customerId } = await requireSubscription(deps, params.id);
    const outcome = await engine.submit({
      kind: 'plan.change',
      id: newId('cmd'),
      customerId,
      key: commandKey('subscriptions.change-plan', idempotencyKey, { ...body, subscriptionId }),
      cause: null,
      ...author,
      subscriptionId,
      planId: body.planId,
      version: body.version ?? null,
    });
    return { status: 200, ...reply(outcome) };
  });

  mount(app, deps, cancelSubscription, async ({ params, body, author, idempotencyKey }) => {
    const { id: subscriptionId, customerId } = await requireSubscription(deps, params.id);
    const outcome = await engine.submit({
      kind: 'cancel',
      id: newId('cmd'),
      customerId,
      key: commandKey('subscriptions.cancel', idempotencyKey, { ...body, subscriptionId }),
      cause: null,
      ...author,
      subscriptionId,
    });
    return { status: 200, ...reply(outcome) };
  });
}

function reply(outcome: Decision) {
  const { answer, duplicate } = done(outcome);
  if (answer.kind !== 'subscription') throw new Error(`a subscription was answered with ${answer.kind}`);
  return { data: subscriptionView(answer.subscription, answer.status), headers: duplicate ? REPLAYED : {} };
}

async function requireSubscription({ store }: HttpDeps, id: string): Promise<Subscription> {
  const subscription = await store.subscription(id);
  if (!subscription) throw notFound('subscription', id);
  return subscription;
}
