import { createSubscription, getSubscription, listSubscriptions } from '../../contract/index.js';
import { idCursor, pageOf } from '../cursors.js';
import type { HttpDeps } from '../deps.js';
import { commandKey } from '../idempotency.js';
import { newId } from '../ids.js';
import { type App, mount } from '../mount.js';
import { done, notFound, REPLAYED } from '../problems.js';
import { statusAt, subscriptionView } from '../views/subscription.js';
import { requireCustomer } from './customers.js';

export function mountSubscriptions(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, createSubscription, async ({ body, author, idempotencyKey }) => {
    const { answer, duplicate } = done(
      await engine.submit({
        kind: 'subscribe',
        id: newId('sub'),
        customerId: body.customerId,
        key: commandKey('subscriptions', idempotencyKey, body),
        cause: null,
        ...author,
        planId: body.planId,
        startMs: body.startAt ?? null,
      }),
    );
    if (answer.kind !== 'subscription') throw new Error(`subscribe answered with ${answer.kind}`);
    const data = subscriptionView(answer.subscription, answer.status);
    return { status: 201, data, headers: duplicate ? REPLAYED : {} };
  });

  mount(app, deps, listSubscriptions, async ({ query }) => {
    const { customerId, limit, cursor } = query;
    const before = idCursor.read(cursor)?.id;
    await requireCustomer(store, customerId);
    const all = await store.subscriptions(customerId);
    // Ids sort by the time they were made.
    const rows = all
      .filter(({ id }) => before === undefined || id < before)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit + 1);
    const page = pageOf(rows, limit, ({ id }) => idCursor.write({ id }));
    const nowMs = engine.clock.nowMs();
    return {
      status: 200,
      data: { ...page, data: page.data.map((sub) => subscriptionView(sub, statusAt(sub, nowMs))) },
    };
  });

  mount(app, deps, getSubscription, async ({ params }) => {
    const subscription = await store.subscription(params.id);
    if (!subscription) throw notFound('subscription', params.id);
    return { status: 200, data: subscriptionView(subscription, statusAt(subscription, engine.clock.nowMs())) };
  });
}
