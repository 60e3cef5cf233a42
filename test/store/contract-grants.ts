import { expect, test } from 'vitest';
import type { Command, GrantChange } from '../../server/ledger/protocol.js';
import {
  adjust,
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
import type { Subject } from './contract.js';

const HOUR_MS = 3_600_000;
const unpaid = { payment: { mode: 'external', reference: 'inv_1' } } as const;

/** What becomes of grants after they were made is kept, and found again when the store is opened anew. */
export function grantsContract(subject: Subject): void {
  const send = async (commands: readonly Command[], nowMs = START_MS) =>
    (await subject.store.transact(commands, nowMs)).outcomes;
  const read = (id: string, nowMs = START_MS) => subject.store.grant(id, nowMs);
  const balanceOf = async (nowMs: number) => (await subject.store.balances(people.ada, {}, nowMs))[0]?.balance;

  test('a grant waits for its payment without being due, and its term begins with it', async () => {
    const given = grant(10, { expiresAtMs: START_MS + HOUR_MS, ...unpaid });
    await send([given, event(4)]);
    await subject.reopen();
    expect(await read(given.id)).toMatchObject({ status: 'pending', position: null, payment: { status: 'pending' } });
    expect(await subject.store.due(START_MS + 9 * HOUR_MS, 10, people.ada)).toEqual([]);
    const paidMs = START_MS + 3 * HOUR_MS;
    const outcomes = await send([payGrant(given.id), payGrant(given.id)], paidMs);
    expect(outcomes).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    await subject.reopen();
    const paid = { status: 'active', remaining: '6', consumed: '4', position: 1, payment: { status: 'paid' } };
    expect(await read(given.id)).toMatchObject({ ...paid, effectiveAtMs: paidMs, expiresAtMs: paidMs + HOUR_MS });
    expect(await subject.store.due(paidMs + HOUR_MS, 10, people.ada)).toHaveLength(1);
    expect([await balanceOf(paidMs + HOUR_MS - 1), await balanceOf(paidMs + HOUR_MS)]).toEqual(['6', '0']);
  });

  test('failed and voided before their payment, grants are found by what became of them', async () => {
    const given = [grant(1, { payment: unpaid.payment }), grant(2, unpaid), grant(3, unpaid)];
    const [pending, failed, voided] = given.map(({ id }) => id);
    await send([...given, failGrant(failed ?? ''), voidGrant(voided ?? '')]);
    const ids = async (status: 'pending' | 'failed' | 'voided') => {
      const any = { creditTypeId: null, category: null, beforeId: null, limit: 100 };
      const found = await subject.store.grants({ customerId: people.ada, ...any, status }, START_MS);
      return found.map(({ id }) => id);
    };
    expect([await ids('pending'), await ids('failed'), await ids('voided')]).toEqual([[pending], [failed], [voided]]);
    expect(await send([payGrant(failed ?? '')])).toMatchObject([{ refusal: { code: 'payment_not_pending' } }]);
  });

  test('every term that is edited is kept', async () => {
    const given = grant(10, { effectiveAtMs: START_MS + HOUR_MS, reason: 'first', metadata: { a: 'b' } });
    const change: GrantChange = {
      ...{ amount: credits(7), priority: 3, reason: null, metadata: { c: 'd' } },
      ...{ effectiveAtMs: START_MS + 2 * HOUR_MS, expiresAtMs: START_MS + 3 * HOUR_MS },
    };
    await send([given]);
    await send([editGrant(given.id, change)]);
    await subject.reopen();
    expect(await read(given.id)).toMatchObject({ ...change, amount: '7', remaining: '7', status: 'scheduled' });
    const at = async (hours: number) => balanceOf(START_MS + hours * HOUR_MS);
    expect([await at(1), await at(2), await at(3)]).toEqual(['0', '7', '0']);
  });

  test('an edited grant burns where it belongs now', async () => {
    const given = Array.from({ length: 30 }, (_, place) => grant(1, { priority: place + 1 }));
    await send(given);
    const [first, last] = [given[0]?.id ?? '', given[29]?.id ?? ''];
    // Far beyond what is loaded at first, in both directions.
    const outcomes = await send([editGrant(last, { priority: 0 }), editGrant(first, { priority: 99 })]);
    expect(outcomes).toMatchObject([{ answer: { grant: { position: 1 } } }, { answer: { grant: { position: 30 } } }]);
    expect([(await read(last))?.position, (await read(first))?.position]).toEqual([1, 30]);
    const [burned] = await send([event(29)]);
    const charges = burned?.status === 'done' && burned.answer.kind === 'event' ? burned.answer.charges : [];
    const order = charges[0]?.allocations.map(({ grantId }) => grantId);
    expect(order).toEqual([last, ...given.slice(1, 29).map(({ id }) => id)]);
    expect(await read(first)).toMatchObject({ status: 'active', remaining: '1', position: 1 });
  });

  test('what is used up opens again when there is more of it', async () => {
    const given = grant(10);
    await send([given]);
    await send([event(12)]);
    expect(await read(given.id)).toMatchObject({ status: 'depleted' });
    await send([editGrant(given.id, { amount: credits(15) })]);
    expect(await read(given.id)).toMatchObject({ status: 'active', remaining: '3', consumed: '12' });
    await send([editGrant(given.id, { amount: credits(12) })]);
    expect(await read(given.id)).toMatchObject({ status: 'depleted', amount: '12' });
  });

  test('an adjustment takes from grants and is told apart from usage', async () => {
    const [first, second] = [grant(10, { priority: 1 }), grant(10)];
    await send([first, second]);
    await send([event(3), adjust(12)]);
    expect(await read(first.id)).toMatchObject({ status: 'depleted', consumed: '3', adjusted: '7' });
    // Within one grant: nothing but its figures moves.
    await send([adjust(1)]);
    expect(await read(second.id)).toMatchObject({ remaining: '4', consumed: '0', adjusted: '6' });
    const outcomes = await send([adjust(5), adjust(5, { mayOverdraw: true }), adjust(1, { account: pool('nobody') })]);
    expect(outcomes).toMatchObject([
      { refusal: { code: 'insufficient_credits' } },
      { answer: { adjustment: { balance: '-1', overdraft: '1' } } },
      { refusal: { code: 'customer_not_found' } },
    ]);
    await subject.reopen();
    expect(await balanceOf(START_MS)).toBe('-1');
  });
}
