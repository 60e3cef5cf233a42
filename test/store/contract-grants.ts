import { expect, test } from 'vitest';
import { compareBurnOrder } from '../../server/ledger/grants/burn-order.js';
import { grantPlace } from '../../server/ledger/grants/answer.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { GrantAnswer, GrantChange } from '../../server/ledger/grants/grant.js';
import type { GrantQuery } from '../../server/store/ports/grants.js';
import {
  adjust,
  ANY_GRANT,
  credits,
  editGrant,
  event,
  failGrant,
  grant,
  payGrant,
  people,
  pool,
  START_MS,
  voidGrant,
} from '../support/commands.js';
import type { Subject } from './subject.js';

const HOUR_MS = 3_600_000;
const unpaid = { payment: { mode: 'external', reference: 'inv_1' } } as const;

export function grantsContract(subject: Subject): void {
  const send = async (commands: readonly Command[], nowMs = START_MS) =>
    (await subject.store.transact(commands, nowMs)).outcomes;
  const read = (id: string, nowMs = START_MS) => subject.store.grant(id, nowMs);
  const balanceOf = async (nowMs: number) => (await subject.store.balances(people.ada, {}, nowMs))[0]?.balance;

  test('a pending grant is not due, and its term starts with the payment', async () => {
    const given = grant(10, { expiresAtMs: START_MS + HOUR_MS, ...unpaid });
    await send([given, event(4)]);
    await subject.reopen();
    expect(await read(given.id)).toMatchObject({ status: 'pending', position: null, payment: { status: 'pending' } });
    expect(await subject.store.due(START_MS + 9 * HOUR_MS, 10, people.ada)).toEqual([]);
    const paidMs = START_MS + 3 * HOUR_MS;
    const outcomes = await send([payGrant(given.id), payGrant(given.id)], paidMs);
    expect(outcomes).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    await subject.reopen();
    const paid = {
      status: 'active',
      remaining: credits(6),
      consumed: credits(4),
      position: 1,
      payment: { status: 'paid' },
    };
    expect(await read(given.id)).toMatchObject({ ...paid, effectiveAtMs: paidMs, expiresAtMs: paidMs + HOUR_MS });
    expect(await subject.store.due(paidMs + HOUR_MS, 10, people.ada)).toHaveLength(1);
    expect([await balanceOf(paidMs + HOUR_MS - 1), await balanceOf(paidMs + HOUR_MS)]).toEqual([credits(6), 0n]);
  });

  test('failed and voided pending grants are found by their status', async () => {
    const given = [grant(1, { payment: unpaid.payment }), grant(2, unpaid), grant(3, unpaid)];
    const [pending, failed, voided] = given.map(({ id }) => id);
    await send([...given, failGrant(failed ?? ''), voidGrant(voided ?? '')]);
    const ids = async (status: 'pending' | 'failed' | 'voided') => {
      const found = await subject.store.grants({ ...ANY_GRANT, customerId: people.ada, status }, START_MS);
      return found.map(({ id }) => id);
    };
    expect([await ids('pending'), await ids('failed'), await ids('voided')]).toEqual([[pending], [failed], [voided]]);
    expect(await send([payGrant(failed ?? '')])).toMatchObject([{ refusal: { code: 'payment_not_pending' } }]);
  });

  test('every edited term is stored', async () => {
    const given = grant(10, { effectiveAtMs: START_MS + HOUR_MS, reason: 'first', metadata: { a: 'b' } });
    const change: GrantChange = {
      ...{ amount: credits(7), priority: 3, reason: null, metadata: { c: 'd' } },
      ...{ effectiveAtMs: START_MS + 2 * HOUR_MS, expiresAtMs: START_MS + 3 * HOUR_MS },
    };
    await send([given]);
    await send([editGrant(given.id, change)]);
    await subject.reopen();
    expect(await read(given.id)).toMatchObject({
      ...change,
      amount: credits(7),
      remaining: credits(7),
      status: 'scheduled',
    });
    const at = async (hours: number) => balanceOf(START_MS + hours * HOUR_MS);
    expect([await at(1), await at(2), await at(3)]).toEqual([0n, credits(7), 0n]);
  });

  test('an edited grant burns in its new place', async () => {
    const given = Array.from({ length: 30 }, (_, place) => grant(1, { priority: place + 1 }));
    await send(given);
    const [first, last] = [given[0]?.id ?? '', given[29]?.id ?? ''];
    // Both edits reach far beyond the grants that are loaded first.
    const outcomes = await send([editGrant(last, { priority: 0 }), editGrant(first, { priority: 99 })]);
    expect(outcomes).toMatchObject([{ answer: { grant: { position: 1 } } }, { answer: { grant: { position: 30 } } }]);
    expect([(await read(last))?.position, (await read(first))?.position]).toEqual([1, 30]);
    const [burned] = await send([event(29)]);
    const charges = burned?.status === 'done' && burned.answer.kind === 'event' ? burned.answer.charges : [];
    const order = charges[0]?.allocations.map(({ grantId }) => grantId);
    expect(order).toEqual([last, ...given.slice(1, 29).map(({ id }) => id)]);
    expect(await read(first)).toMatchObject({ status: 'active', remaining: credits(1), position: 1 });
  });

  test('raising a depleted grant reopens it', async () => {
    const given = grant(10);
    await send([given]);
    await send([event(12)]);
    expect(await read(given.id)).toMatchObject({ status: 'depleted' });
    await send([editGrant(given.id, { amount: credits(15) })]);
    expect(await read(given.id)).toMatchObject({ status: 'active', remaining: credits(3), consumed: credits(12) });
    await send([editGrant(given.id, { amount: credits(12) })]);
    expect(await read(given.id)).toMatchObject({ status: 'depleted', amount: credits(12) });
  });

  test('an adjustment takes from grants and is reported apart from usage', async () => {
    const [first, second] = [grant(10, { priority: 1 }), grant(10)];
    await send([first, second]);
    await send([event(3), adjust(12)]);
    expect(await read(first.id)).toMatchObject({ status: 'depleted', consumed: credits(3), adjusted: credits(7) });
    // This adjustment stays within one grant, so only its figures change.
    await send([adjust(1)]);
    expect(await read(second.id)).toMatchObject({ remaining: credits(4), consumed: 0n, adjusted: credits(6) });
    const outcomes = await send([adjust(5), adjust(5, { mayOverdraw: true }), adjust(1, { account: pool('nobody') })]);
    expect(outcomes).toMatchObject([
      { refusal: { code: 'insufficient_credits' } },
      { answer: { adjustment: { balance: credits(-1), overdraft: credits(1) } } },
      { refusal: { code: 'customer_not_found' } },
    ]);
    await subject.reopen();
    expect(await balanceOf(START_MS)).toBe(credits(-1));
  });
}

export function grantListsContract(subject: Subject): void {
  const pages = async (query: Partial<GrantQuery>, limit: number): Promise<readonly GrantAnswer[]> => {
    const all: GrantAnswer[] = [];
    for (;;) {
      const last = all.at(-1);
      const after = last === undefined ? null : grantPlace(last);
      const asked = { ...ANY_GRANT, customerId: people.ada, ...query, after, limit };
      const page = await subject.store.grants(asked, START_MS);
      all.push(...page);
      if (page.length < limit) return all;
    }
  };
  const give = async () => {
    const given = [
      grant(10, { priority: 9, expiresAtMs: START_MS + HOUR_MS }),
      grant(20, { priority: 1, source: 'purchase' }),
      grant(30, { priority: 1, category: 'promotional', reason: 'x' }),
      grant(40, { priority: 0, effectiveAtMs: START_MS + HOUR_MS }),
      grant(50, { priority: 0, ...unpaid, expiresAtMs: START_MS + 2 * HOUR_MS }),
      grant(60, { priority: 0 }),
      grant(70, { priority: 0, account: pool(people.ada, 'tokens', 'room') }),
      grant(80, { priority: 5, account: pool(people.ada, 'images') }),
    ];
    await subject.store.transact([...given, voidGrant(given[5]?.id ?? '')], START_MS);
    const placeOf = ({ id }: GrantAnswer) => given.findIndex((command) => command.id === id);
    return { given, places: (found: readonly GrantAnswer[]) => found.map(placeOf) };
  };

  test('each order is total and the same for any page size', async () => {
    const { places } = await give();
    const orders = {
      newest: [7, 6, 5, 4, 3, 2, 1, 0],
      burn: [6, 2, 1, 7, 0, 4, 3, 5],
      expiry: [0, 1, 2, 6, 7, 4, 3, 5],
    } as const;
    for (const [order, expected] of Object.entries(orders) as [GrantQuery['order'], readonly number[]][]) {
      for (const limit of [1, 2, 3, 100])
        expect([order, places(await pages({ order }, limit))]).toEqual([order, expected]);
    }
    const [first] = await pages({ order: 'burn', creditTypeId: 'tokens', resourceId: '' }, 100);
    expect(first).toMatchObject({ position: 1, category: 'promotional' });
  });

  test('positions count in the whole pool, whatever the page shows', async () => {
    const made = Array.from({ length: 60 }, (_, index) =>
      grant(1, {
        ...{ priority: (index * 7) % 5, category: index % 3 === 0 ? 'promotional' : 'paid', reason: 'x' },
        ...{ account: pool(people.ada, index % 2 === 0 ? 'tokens' : 'images', index % 4 === 1 ? 'room' : '') },
        ...(index % 5 === 0 && { expiresAtMs: START_MS + (index + 1) * HOUR_MS }),
        ...(index % 11 === 0 && { effectiveAtMs: START_MS + HOUR_MS }),
      }),
    );
    await subject.store.transact([...made, event(4)], START_MS);
    const all = await pages({}, 100);
    const inOrder = [...all].sort(compareBurnOrder).filter(({ status }) => status === 'active');
    const poolOf = ({ account }: GrantAnswer) => `${account.creditTypeId} ${account.resourceId}`;
    const placeOf = (found: GrantAnswer) =>
      inOrder.filter((other) => poolOf(other) === poolOf(found)).findIndex(({ id }) => id === found.id) + 1 || null;
    expect(new Set(inOrder.map(poolOf)).size).toBe(3);
    for (const order of ['newest', 'burn', 'expiry'] as const) {
      for (const filter of [{}, { category: 'promotional' }, { creditTypeId: 'images', resourceId: 'room' }] as const) {
        const found = await pages({ order, ...filter }, 7);
        expect(found.map(({ position }) => position)).toEqual(found.map(placeOf));
      }
    }
  });

  test('each filter selects its grants', async () => {
    const { places } = await give();
    const found = async (filter: Partial<GrantQuery>) => places(await pages(filter, 100));
    expect(await found({ resourceId: 'room' })).toEqual([6]);
    expect(await found({ source: 'purchase' })).toEqual([1]);
    expect(await found({ actorId: 'key_test', category: 'promotional' })).toEqual([2]);
    expect(await found({ actorId: 'nobody' })).toEqual([]);
    await subject.store.transact([event(30)], START_MS);
    expect([await found({ past: true }), await found({ past: false, resourceId: '' })]).toEqual([
      [5, 2],
      [7, 4, 3, 1, 0],
    ]);
    expect(await found({ fromMs: START_MS, toMs: START_MS })).toEqual([]);
    expect(await found({ fromMs: START_MS, toMs: START_MS + 1, creditTypeId: 'images' })).toEqual([7]);
    const at = (hours: number) => found({ atMs: START_MS + hours * HOUR_MS, creditTypeId: 'tokens', resourceId: '' });
    expect([await at(-1), await at(0), await at(1)]).toEqual([[], [2, 1, 0], [3, 2, 1]]);
  });

  test('groups count and sum filtered grants, beyond 64 bits', async () => {
    await give();
    const filter = { ...ANY_GRANT, customerId: people.ada };
    const byStatus = await subject.store.grantGroups(filter, 'status');
    expect(byStatus.map(({ key, count, amount }) => [key, count, amount / credits(1)])).toEqual([
      ['active', 5, 210n],
      ['pending', 1, 50n],
      ['scheduled', 1, 40n],
      ['voided', 1, 60n],
    ]);
    const byType = await subject.store.grantGroups({ ...filter, status: 'active' }, 'creditType');
    expect(byType.map(({ key, count }) => [key, count])).toEqual([
      ['images', 1],
      ['tokens', 4],
    ]);
    for (let place = 0; place < 12; place += 1) {
      const huge = grant(1_000_000_000_000, { account: pool(people.bob), source: 'plan' });
      await subject.store.transact([huge, voidGrant(huge.id, { account: pool(people.bob) })], START_MS);
    }
    expect(await subject.store.grantGroups({ ...filter, customerId: people.bob }, 'source')).toEqual([
      { key: 'plan', count: 12, amount: credits(12_000_000_000_000), remaining: 0n },
    ]);
  });
}
