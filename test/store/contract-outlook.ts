import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import { credits, event, failGrant, grant, people, pool, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const HOUR_MS = 3_600_000;
const hour = (count: number) => START_MS + count * HOUR_MS;

export function outlookContract(subject: Subject): void {
  const send = (...commands: readonly Command[]) => subject.store.transact(commands, START_MS);
  const waits = { payment: { mode: 'external', reference: null } } as const;

  test('an unused account has an empty outlook', async () => {
    expect(await subject.store.outlook(pool(), 10)).toEqual({
      ...{ overdraft: 0n, firstUseMs: null, open: [], openRest: 0n, scheduled: [], laterStartMs: null },
    });
  });

  test('lists open grants in burn order and scheduled grants by start, and no others', async () => {
    const unpaid = grant(3, { ...waits, effectiveAtMs: hour(1) });
    await send(
      grant(10, { id: `${people.ada}-last`, priority: 9 }),
      grant(10, { id: `${people.ada}-first`, priority: 1 }),
      grant(5, { id: `${people.ada}-used`, priority: 0 }),
      grant(7, { id: `${people.ada}-later`, priority: 0, effectiveAtMs: hour(9) }),
      grant(7, { id: `${people.ada}-soon`, priority: 5, effectiveAtMs: hour(2), expiresAtMs: hour(3) }),
      unpaid,
      grant(3, waits),
      grant(8, { account: pool(people.ada, 'images') }),
      grant(8, { account: pool(people.bob) }),
    );
    await send(event(6, { atMs: hour(-30) }), failGrant(unpaid.id));
    const { open, scheduled, ...rest } = await subject.store.outlook(pool(), 10);
    expect(open.map(({ id, remaining }) => [id, remaining])).toEqual([
      [`${people.ada}-first`, credits(9)],
      [`${people.ada}-last`, credits(10)],
    ]);
    expect(
      scheduled.map(({ id, phase, effectiveAtMs, expiresAtMs }) => [id, phase, effectiveAtMs, expiresAtMs]),
    ).toEqual([
      [`${people.ada}-soon`, 'scheduled', hour(2), hour(3)],
      [`${people.ada}-later`, 'scheduled', hour(9), null],
    ]);
    expect(rest).toEqual({ overdraft: 0n, firstUseMs: hour(-30), openRest: 0n, laterStartMs: null });
  });

  test('limits the grants and sums up the others with their start', async () => {
    await send(...[1, 2, 3, 4].map((size) => grant(size, { priority: size })));
    await send(...[4, 3, 2, 1].map((at) => grant(at, { effectiveAtMs: hour(at) })));
    const few = await subject.store.outlook(pool(), 2);
    expect(few.open.map(({ amount }) => amount)).toEqual([credits(1), credits(2)]);
    expect(few.scheduled.map(({ amount }) => amount)).toEqual([credits(1), credits(2)]);
    expect(few).toMatchObject({ openRest: credits(7), laterStartMs: hour(3) });
    expect(await subject.store.outlook(pool(), 4)).toMatchObject({ openRest: 0n, laterStartMs: null });
  });

  test('includes the overdraft and the first use of each account', async () => {
    await send(event(4, { atMs: hour(-2) }), event(2, { atMs: hour(-5), resourceId: 'room' }));
    expect(await subject.store.outlook(pool(), 10)).toMatchObject({ overdraft: credits(4), firstUseMs: hour(-2) });
    const room = await subject.store.outlook(pool(people.ada, 'tokens', 'room'), 10);
    expect(room).toMatchObject({ overdraft: credits(2), firstUseMs: hour(-5), open: [] });
  });
}
