import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import {
  AUTHOR,
  credits,
  event,
  grant,
  nextId,
  people,
  pool,
  publishPlan,
  START_MS,
  subscribe,
  voidGrant,
} from '../support/commands.js';
import type { Subject } from './subject.js';
import { allEntries } from './digest.js';

/** A retry has the same key and a new id. */
const again = (command: Command): Command => ({ ...command, id: `${command.id}_again` });

/** The same key and content give the first answer again; other content is a conflict. */
export function keysContract(subject: Subject): void {
  const one = async (command: Command, nowMs = START_MS) => {
    const [outcome] = (await subject.store.transact([command], nowMs)).outcomes;
    if (!outcome) throw new Error('no outcome');
    return outcome;
  };

  test.each([
    ['a grant', () => grant(10)],
    ['an event', () => event(1)],
    ['an event refused for missing credits', () => event(1_000, { enforce: true })],
    ['an event of zero', () => event(0)],
    ['a subscription', () => subscribe('pro')],
  ])('%s happens once within a batch, across batches and after a restart', async (_, make) => {
    const first = make();
    const batch = await subject.store.transact([first, again(first), again(again(first))], START_MS);
    const [outcome, ...others] = batch.outcomes;
    expect(outcome).toMatchObject({ commandId: first.id, duplicate: false });
    const replay = { ...outcome, duplicate: true };
    expect(others).toEqual([replay, replay]);

    const later = START_MS + 86_400_000;
    expect(await one(again(first), later)).toEqual(replay);
    await subject.reopen();
    expect(await one(again(first), later)).toEqual(replay);
    expect((await allEntries(subject.store, pool())).length).toBeLessThanOrEqual(1);
    expect((await subject.store.subscriptions(people.ada)).length).toBeLessThanOrEqual(1);
  });

  test('a second void with its own key answers the first result', async () => {
    const given = grant(10);
    await one(given);
    const first = await one(voidGrant(given.id));
    expect(await one(voidGrant(given.id))).toMatchObject({ ...first, commandId: expect.any(String) as string });
    expect(await allEntries(subject.store, pool())).toHaveLength(2);
  });

  test('a key with other content is a conflict and keeps its answer', async () => {
    const first = event(1, { key: 'k', fingerprint: 'one' });
    const other = event(2, { key: 'k', fingerprint: 'two' });
    const { outcomes } = await subject.store.transact([first, other], START_MS);
    const conflict = { status: 'refused', duplicate: false, refusal: { code: 'idempotency_conflict' } };
    expect(outcomes).toMatchObject([{ status: 'done' }, conflict]);
    expect(await one(other)).toMatchObject(conflict);
    await subject.reopen();
    expect(await one(other)).toMatchObject(conflict);
    expect(await one(again(first))).toMatchObject({ status: 'done', duplicate: true, commandId: first.id });
  });

  test('a key is scoped to its customer and its operation', async () => {
    const outcomes = [
      await one(event(1, { key: 'k' })),
      await one(event(1, { key: 'k', customerId: people.bob })),
      await one(grant(1, { key: 'k' })),
    ];
    expect(outcomes).toMatchObject(outcomes.map(() => ({ status: 'done', duplicate: false })));
  });

  test('a plan change between a request and its retry does not change the answer', async () => {
    await one(subscribe('pro'));
    const report = event(3);
    const first = await one(report);
    expect(first).toMatchObject({ answer: { charges: [{ amount: credits(6), planVersion: 1 }] } });
    await publishPlan(subject.store, 5);
    await one(subscribe('pro', { startMs: START_MS + 1 }), START_MS + 1);
    expect(await one(again(report), START_MS + 2)).toEqual({ ...first, duplicate: true });
    expect(await one(event(3), START_MS + 2)).toMatchObject({
      answer: { charges: [{ amount: credits(15), planVersion: 2 }] },
    });
  });

  test('a refusal for missing credits is final for its key; every other refusal leaves it unused', async () => {
    const later = nextId('later');
    const short = event(5, { enforce: true });
    const unknown = grant(5, { account: pool(people.ada, later) });
    expect(await one(short)).toMatchObject({ status: 'refused' });
    expect(await one(unknown)).toMatchObject({ status: 'refused' });
    await one(grant(10));
    const creditType = { id: later, name: 'Later', description: null, unit: { singular: 'l', plural: 'l' } };
    await subject.store.changeCatalog(
      { kind: 'creditType.create', creditType: { ...creditType, symbol: null, metadata: {} } },
      null,
      AUTHOR,
      START_MS,
    );
    expect(await one(again(short))).toMatchObject({ status: 'refused', duplicate: true, commandId: short.id });
    expect(await one(again(unknown))).toMatchObject({ status: 'done', duplicate: false });
  });

  test('a payment funds one grant, within a batch and across batches', async () => {
    const cause = 'payment:pi_1';
    const { outcomes } = await subject.store.transact(
      [grant(10, { cause }), grant(10, { cause }), grant(10, { cause, account: pool(people.bob) })],
      START_MS,
    );
    const used = { status: 'refused', refusal: { code: 'payment_reference_used' } };
    expect(outcomes).toMatchObject([{ status: 'done' }, used, { status: 'done' }]);
    await subject.reopen();
    expect(await one(grant(10, { cause }))).toMatchObject(used);
  });

  test('the payment of a refused grant can fund another', async () => {
    const cause = 'payment:pi_2';
    await one(grant(10, { cause, account: pool(people.ada, 'unknown') }));
    expect(await one(grant(10, { cause }))).toMatchObject({ status: 'done' });
  });
}
