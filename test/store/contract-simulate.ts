import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import { touch } from '../../server/engine/touch.js';
import { adjust, credits, event, grant, people, pool, START_MS, subscribe, voidGrant } from '../support/commands.js';
import type { Subject } from './subject.js';

const chat = (size: string) => ({ eventName: 'llm.call', dimensions: { kind: 'chat', size } });

export function simulateContract(subject: Subject): void {
  const everything = () => subject.place.export([people.ada, people.bob]);
  const later = START_MS + 60_000;

  test.each<readonly [string, () => Command]>([
    ['a covered event', () => event(30)],
    ['an event over several grants', () => event(115)],
    ['an event below zero', () => event(1_000)],
    ['an event refused for missing credits', () => event(1_000, { enforce: true })],
    ['an event of several features', () => event(0, { usage: chat('100') })],
    ['an unmetered event', () => event(0, { usage: { eventName: 'unknown', dimensions: {} } })],
    ['an event of an unknown customer', () => event(1, { customerId: 'nobody' })],
    ['an event of a new account', () => event(1, { customerId: people.bob })],
    ['an event with a used key', () => event(1, { key: 'used' })],
    ['an event with a key of other content', () => event(1, { key: 'used', fingerprint: 'other' })],
    ['a grant', () => grant(5)],
    ['a grant that repays overdraft', () => grant(5, { account: pool(people.ada, 'images') })],
    ['a grant with a used payment', () => grant(5, { cause: 'payment:used' })],
    ['a subscription', () => subscribe('pro')],
    ['a touch', () => touch(people.ada, [pool()])],
    ['an unknown grant', () => voidGrant('grt_unknown')],
  ])('%s: answers as if it were sent, and changes nothing', async (_, make) => {
    await subject.store.transact(
      [
        grant(100),
        grant(10, { priority: 1, expiresAtMs: START_MS + 30_000 }),
        grant(20, { priority: 1, effectiveAtMs: START_MS + 45_000 }),
        event(1, { key: 'used' }),
        grant(1, { cause: 'payment:used' }),
        adjust(9, { account: pool(people.ada, 'images'), mayOverdraw: true }),
      ],
      START_MS,
    );
    const command = make();
    const before = await everything();
    const simulated = await subject.store.simulate(command, later);
    expect(await everything()).toEqual(before);
    const { outcomes } = await subject.store.transact([command], later);
    expect(outcomes).toEqual([simulated]);
  });

  test('reaches as many grants as it needs', async () => {
    const grants = Array.from({ length: 300 }, () => grant(1));
    await subject.store.transact(grants, START_MS);
    const simulated = await subject.store.simulate(event(301), START_MS);
    expect(simulated).toMatchObject({ answer: { charges: [{ balance: credits(-1), overdraft: credits(1) }] } });
    expect((await subject.store.balances(people.ada, {}, START_MS))[0]).toMatchObject({ balance: credits(300) });
  });
}
