import { expect, test } from 'vitest';
import { touch } from '../../server/engine/touch.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { GrantQuery } from '../../server/store/ports/grants.js';
import { ANY_GRANT, credits, event, grant, people, pool, START_MS, voidGrant } from '../support/commands.js';
import type { Subject } from './subject.js';

/** Reads return committed data. Balances also count what is due but not written. */
export function readsContract(subject: Subject): void {
  const send = (commands: readonly Command[], nowMs = START_MS) => subject.store.transact(commands, nowMs);
  const hasDue = async (customerId: string, nowMs: number) =>
    (await subject.store.due(nowMs, 1, customerId)).length > 0;

  test('balances are the same before and after due entries are written', async () => {
    await send([
      grant(10, { expiresAtMs: START_MS + 1_000 }),
      grant(20, { effectiveAtMs: START_MS + 2_000, expiresAtMs: START_MS + 4_000 }),
      grant(30, { effectiveAtMs: START_MS + 3_000 }),
      grant(7, { account: pool(people.ada, 'images') }),
      event(12),
    ]);
    for (const elapsedMs of [0, 999, 1_000, 1_001, 1_999, 2_000, 3_000, 3_999, 4_000, 9_000]) {
      const nowMs = START_MS + elapsedMs;
      const before = await subject.store.balances(people.ada, {}, nowMs);
      const isDue = await hasDue(people.ada, nowMs);
      const { changed } = await send([touch(people.ada, [pool(), pool(people.ada, 'images')])], nowMs);
      expect(changed.length > 0).toBe(isDue);
      expect(await subject.store.balances(people.ada, {}, nowMs)).toEqual(before);
      expect(await hasDue(people.ada, nowMs)).toBe(false);
    }
    const [images, tokens] = await subject.store.balances(people.ada, {}, START_MS + 9_000);
    expect([images?.balance, tokens?.balance]).toEqual([credits(7), credits(30)]);
  });

  test('reads balances of one credit type and resource; an unknown customer has none', async () => {
    await send([
      grant(1),
      grant(2, { account: pool(people.ada, 'images') }),
      grant(3, { account: pool(people.ada, 'tokens', 'room') }),
      grant(4, { account: pool(people.bob) }),
    ]);
    const of = async (customerId: string, filter = {}) =>
      (await subject.store.balances(customerId, filter, START_MS)).map(({ balance }) => balance);
    expect(await of(people.ada)).toEqual([credits(2), credits(1), credits(3)]);
    expect(await of(people.ada, { creditTypeId: 'tokens' })).toEqual([credits(1), credits(3)]);
    expect(await of(people.ada, { resourceId: '' })).toEqual([credits(2), credits(1)]);
    expect(await of(people.ada, { creditTypeId: 'tokens', resourceId: 'room' })).toEqual([credits(3)]);
    expect(await of('nobody')).toEqual([]);
  });

  test('finds due accounts soonest first, of everyone or one customer', async () => {
    const later = { expiresAtMs: START_MS + 2_000 };
    await send([
      grant(1, later),
      grant(1, { account: pool(people.ada, 'images'), effectiveAtMs: START_MS + 1_000 }),
      grant(1, { account: pool(people.bob), expiresAtMs: START_MS + 1_500 }),
      grant(1, { account: pool(people.bob, 'images') }),
    ]);
    // Accounts of other tests may be due as well.
    const due = async (...args: Parameters<typeof subject.store.due>) =>
      (await subject.store.due(...args))
        .filter(({ account }) => Object.values(people).includes(account.customerId))
        .map(({ account, dueAtMs }) => [account.customerId, account.creditTypeId, dueAtMs - START_MS]);
    expect(await due(START_MS + 999, 1_000)).toEqual([]);
    expect(await due(START_MS + 2_000, 1_000)).toEqual([
      [people.ada, 'images', 1_000],
      [people.bob, 'tokens', 1_500],
      [people.ada, 'tokens', 2_000],
    ]);
    expect(await due(START_MS + 2_000, 1, people.bob)).toEqual([[people.bob, 'tokens', 1_500]]);
    expect(await due(START_MS + 2_000, 10, people.bob)).toEqual([[people.bob, 'tokens', 1_500]]);
    expect(await hasDue(people.bob, START_MS + 1_499)).toBe(false);
    expect(await hasDue(people.bob, START_MS + 1_500)).toBe(true);
  });

  test('lists grants newest first, by status, category and credit type', async () => {
    const paid = grant(5);
    const given = [
      paid,
      grant(5, { category: 'promotional', reason: 'sorry', effectiveAtMs: START_MS + 5_000 }),
      grant(5, { expiresAtMs: START_MS + 1_000 }),
      grant(5, { account: pool(people.ada, 'images') }),
      grant(1, { priority: 1 }),
    ];
    await send(given);
    await send([event(1), voidGrant(paid.id)]);
    await send([touch(people.ada, [pool()])], START_MS + 1_000);
    const list = async (query: Partial<GrantQuery> = {}) =>
      (await subject.store.grants({ customerId: people.ada, ...ANY_GRANT, ...query }, START_MS + 1_000)).map(({ id }) =>
        given.findIndex((command) => command.id === id),
      );
    expect(await list()).toEqual([4, 3, 2, 1, 0]);
    expect(await list({ status: 'voided' })).toEqual([0]);
    expect(await list({ status: 'scheduled' })).toEqual([1]);
    expect(await list({ status: 'expired' })).toEqual([2]);
    expect(await list({ status: 'active' })).toEqual([3]);
    expect(await list({ status: 'depleted' })).toEqual([4]);
    expect(await list({ status: 'pending' })).toEqual([]);
    expect(await list({ category: 'promotional' })).toEqual([1]);
    expect(await list({ creditTypeId: 'images' })).toEqual([3]);
    expect(await list({ customerId: people.bob })).toEqual([]);
    expect(await subject.store.grant('unknown', START_MS)).toBeNull();
  });
}
