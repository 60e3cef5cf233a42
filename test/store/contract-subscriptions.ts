import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import { NO_ENTRY_FILTER } from '../../server/store/ports/entries.js';
import {
  cancel,
  changePlan,
  credits,
  event,
  people,
  pool,
  publishPlan,
  START_MS,
  subscribe,
} from '../support/commands.js';
import type { Subject } from './subject.js';

export function subscriptionsContract(subject: Subject): void {
  const send = async (...commands: Command[]) => (await subject.store.transact(commands, START_MS + 5)).outcomes;
  const charged = (outcome: Outcome | undefined) =>
    outcome?.status === 'done' && outcome.answer.kind === 'event' ? outcome.answer.charges[0] : outcome;

  test('a subscription moves to another version and back, and entries keep the version that priced them', async () => {
    await publishPlan(subject.store, 3, START_MS);
    const subscription = subscribe('pro');
    await send(subscription);
    await send(event(1));
    expect(await send(changePlan(subscription.id, 'pro', 1))).toMatchObject([
      { answer: { kind: 'subscription', status: 'active', subscription: { planVersion: 1, startMs: START_MS + 5 } } },
    ]);
    expect(charged((await send(event(1)))[0])).toMatchObject({ amount: credits(2), planVersion: 1 });
    await send(changePlan(subscription.id, 'pro'));
    await subject.reopen();
    const moved = await subject.store.subscription(subscription.id);
    expect(moved).toMatchObject({ planId: 'pro', planVersion: 2, startMs: START_MS + 5, cancelledAtMs: null });
    expect(charged((await send(event(1)))[0])).toMatchObject({ amount: credits(3), planVersion: 2 });
    const { entries } = await subject.store.entries({
      ...{
        account: pool(people.ada),
        filter: NO_ENTRY_FILTER,
        fromMs: null,
        toMs: null,
        order: 'asc',
        afterSeq: null,
        limit: 10,
      },
    });
    expect(entries.map(({ planVersion, delta }) => [planVersion, delta])).toEqual([
      [2, -3_000_000n],
      [1, -2_000_000n],
      [2, -3_000_000n],
    ]);
  });

  test('a cancelled subscription prices nothing and keeps its first cancellation', async () => {
    const subscription = subscribe('pro');
    await send(subscription);
    const first = await send(cancel(subscription.id));
    expect(first).toMatchObject([
      { answer: { status: 'cancelled', subscription: { id: subscription.id, cancelledAtMs: START_MS + 5 } } },
    ]);
    await subject.reopen();
    expect(await subject.store.subscriptions(people.ada)).toMatchObject([{ cancelledAtMs: START_MS + 5 }]);
    expect(charged((await send(event(1)))[0])).toMatchObject({ amount: credits(1), planId: null });
    const { outcomes } = await subject.store.transact([cancel(subscription.id)], START_MS + 9);
    expect(outcomes).toMatchObject([{ answer: { subscription: { cancelledAtMs: START_MS + 5 } } }]);
    expect(await send(changePlan(subscription.id, 'pro'))).toMatchObject([
      { status: 'refused', refusal: { code: 'subscription_cancelled' } },
    ]);
  });

  test('commands that read a subscription wait for the batch after its change', async () => {
    const subscription = subscribe('pro');
    const batch = [subscription, event(1), changePlan(subscription.id, 'pro'), cancel(subscription.id)];
    expect((await send(...batch)).map(({ status }) => status)).toEqual(['done', 'deferred', 'deferred', 'deferred']);
    expect((await send(...batch.slice(1))).map(({ status }) => status)).toEqual(['done', 'done', 'deferred']);
    expect(await send(cancel('sub_none'))).toMatchObject([{ refusal: { code: 'subscription_not_found' } }]);
  });
}
