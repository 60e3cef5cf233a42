import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import { startEngine } from '../../server/engine/group-commit.js';
import { touch } from '../../server/engine/touch.js';
import { credits, event, grant, people, pool, START_MS, subscribe, voidGrant } from '../support/commands.js';
import type { Subject } from './subject.js';
import { allEntries, chainOf } from './digest.js';

const DAY_MS = 86_400_000;
const chat = (size: string) => ({ eventName: 'llm.call', dimensions: { kind: 'chat', size } });

export function ledgerContract(subject: Subject): void {
  const send = async (commands: readonly Command[], nowMs = START_MS): Promise<readonly Outcome[]> =>
    (await subject.store.transact(commands, nowMs)).outcomes;
  const balanceOf = async (nowMs = START_MS, account = pool()) =>
    (await subject.store.balances(account.customerId, account, nowMs))[0]?.balance;

  test('a grant arrives, burns and is voided, each with its entry', async () => {
    const given = grant(100, { reason: 'welcome', metadata: { campaign: 'autumn' } });
    const { outcomes, changed } = await subject.store.transact([given], START_MS);
    expect(outcomes).toMatchObject([{ status: 'done', duplicate: false, commandId: given.id }]);
    expect(changed).toEqual([pool()]);
    await send([event(30, { userId: 'eve' })]);
    await send([voidGrant(given.id)]);

    const entries = await allEntries(subject.store, pool());
    expect(entries.map(({ seq, type, delta, after }) => [seq, type, delta, after])).toEqual([
      [1, 'granted', credits(100), credits(100)],
      [2, 'consumed', -credits(30), credits(70)],
      [3, 'voided', -credits(70), 0n],
    ]);
    expect(entries[1]).toMatchObject({ featureId: 'mail', userId: 'eve', grantId: given.id, atMs: START_MS });
    expect(await subject.store.grant(given.id, START_MS)).toMatchObject({
      ...{
        status: 'voided',
        remaining: 0n,
        forfeited: credits(70),
        reason: 'welcome',
        metadata: { campaign: 'autumn' },
      },
    });
  });

  test('a report by event name charges every matching feature and account, or none', async () => {
    await send([grant(100), grant(1, { account: pool(people.ada, 'images') })]);
    const [done] = await send([event(0, { usage: chat('100'), enforce: true })]);
    expect(done).toMatchObject({
      answer: {
        charges: [
          { creditTypeId: 'tokens', amount: 33_333_333n },
          { creditTypeId: 'images', amount: 100_000n },
        ],
      },
    });
    // There are enough tokens but too few images, so nothing is charged.
    const [refused] = await send([event(0, { usage: chat('120.5'), enforce: true })]);
    expect(refused).toMatchObject({ status: 'done' });
    const [short] = await send([event(0, { usage: chat('150'), enforce: true })]);
    expect(short).toMatchObject({ status: 'refused', refusal: { code: 'insufficient_credits' } });
    expect(await balanceOf()).toBe(26_500_000n);
  });

  test('a shortfall becomes overdraft, which new credits repay first', async () => {
    await send([event(15)]);
    expect(await balanceOf()).toBe(credits(-15));
    await send([grant(50)]);
    expect(await balanceOf()).toBe(credits(35));
    const types = (await allEntries(subject.store, pool())).map(({ type, delta }) => [type, delta]);
    expect(types).toEqual([
      ['consumed', -credits(15)],
      ['granted', credits(50)],
      ['repaid', -credits(15)],
      ['repaid', credits(15)],
    ]);
  });

  test('an event with a resource burns only that resource’s account', async () => {
    await send([grant(10), grant(5, { account: pool(people.ada, 'tokens', 'room') })]);
    const [refused] = await send([event(6, { resourceId: 'room', enforce: true })]);
    expect(refused).toMatchObject({ status: 'refused' });
    await send([event(5, { resourceId: 'room', enforce: true })]);
    expect([await balanceOf(), await balanceOf(START_MS, pool(people.ada, 'tokens', 'room'))]).toEqual([
      credits(10),
      0n,
    ]);
  });

  test('an event behind a subscription in its batch is deferred and priced by the plan', async () => {
    await send([grant(100)]);
    const [subscribed, deferred, other] = await send([
      subscribe('pro'),
      event(10),
      event(1, { customerId: people.bob }),
    ]);
    expect(subscribed).toMatchObject({ status: 'done' });
    expect(deferred).toMatchObject({ status: 'deferred' });
    expect(other).toMatchObject({ status: 'done' });
    expect(await balanceOf()).toBe(credits(100));
  });

  test('the engine sends deferred commands again in order', async () => {
    await send([grant(100)]);
    const engine = startEngine({ store: subject.store, clock: { nowMs: () => START_MS, steady: () => true } });
    const [, first, second] = await Promise.all(
      [subscribe('pro'), event(10), event(30, { enforce: true })].map((command) => engine.submit(command)),
    );
    expect(first).toMatchObject({ status: 'done', answer: { charges: [{ amount: credits(20), planId: 'pro' }] } });
    expect(second).toMatchObject({
      status: 'done',
      answer: { charges: [{ amount: credits(60), balance: credits(20) }] },
    });
  });

  test('a refusal for any reason changes nothing', async () => {
    await send([grant(1)]);
    const before = await allEntries(subject.store, pool());
    const outcomes = await send([
      event(1, { customerId: 'nobody' }),
      event(1, { usage: { featureId: 'unknown', quantity: 1n } }),
      event(1, { usage: { eventName: 'unknown', dimensions: {} } }),
      event(1, { atMs: START_MS - 36 * DAY_MS }),
      event(2, { enforce: true }),
      grant(1, { account: pool(people.ada, 'unknown') }),
      grant(1, { expiresAtMs: START_MS }),
      grant(9_000_000_000_000),
      voidGrant('grt_unknown'),
      subscribe('unknown'),
    ]);
    const codes = outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.refusal.code : outcome.status));
    expect(codes).toEqual([
      ...['customer_not_found', 'feature_not_found', 'no_meter', 'timestamp_out_of_range', 'insufficient_credits'],
      ...['credit_type_not_found', 'invalid_field', 'amount_out_of_range', 'grant_not_found', 'plan_not_found'],
    ]);
    expect(await allEntries(subject.store, pool())).toEqual(before);
  });

  test('a touch writes each due entry at its own time and only once', async () => {
    await send([
      grant(10, { effectiveAtMs: START_MS + 1_000, expiresAtMs: START_MS + 3_000 }),
      grant(5, { expiresAtMs: START_MS + 2_000 }),
    ]);
    const nowMs = START_MS + DAY_MS;
    const { changed } = await subject.store.transact([touch(people.ada, [pool()])], nowMs);
    expect(changed).toEqual([pool()]);
    const again = await subject.store.transact([touch(people.ada, [pool()]), touch(people.ada, [pool()])], nowMs);
    expect(again.changed).toEqual([]);
    const due = (await allEntries(subject.store, pool())).slice(2);
    expect(due.map(({ type, atMs, delta }) => [type, atMs - START_MS, delta])).toEqual([
      ['activated', 1_000, credits(10)],
      ['expired', 2_000, -credits(5)],
      ['expired', 3_000, -credits(10)],
    ]);
  });

  test('a clock that steps back does not reorder entries', async () => {
    await send([grant(10)], START_MS + 5_000);
    await send([event(1)], START_MS);
    expect((await allEntries(subject.store, pool())).map(({ atMs }) => atMs - START_MS)).toEqual([5_000, 5_000]);
  });

  test('the hash chain follows from the entries alone', async () => {
    await send([grant(10, { expiresAtMs: START_MS + 1_000 }), event(3, { userId: 'eve' })]);
    await send([grant(5, { reason: 'a “reason” with\nlines, 雪 and 🎈' })]);
    await send([event(20)], START_MS + 2_000);
    await subject.reopen();
    const entries = await allEntries(subject.store, pool());
    expect(entries).toHaveLength(6);
    expect(chainOf(entries)).toEqual(await subject.place.headOf(pool()));
    const [first, second, ...rest] = entries;
    if (!first || !second) throw new Error('no entries');
    expect(chainOf([second, first, ...rest])).not.toEqual(await subject.place.headOf(pool()));
  });
}
