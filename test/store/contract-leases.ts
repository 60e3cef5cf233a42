import { expect, test } from 'vitest';
import { START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const TTL_MS = 1_000;

export function leasesContract(subject: Subject): void {
  const acquire = (name: string, holder: string, nowMs = START_MS) =>
    subject.store.acquireLease(name, holder, TTL_MS, nowMs);

  test('one of many holders gets the lease, and only it can renew', async () => {
    const holders = ['one', 'two', 'three', 'four', 'five'];
    const answers = await Promise.all(holders.map((holder) => acquire('race', holder)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const again = await Promise.all(holders.map((holder) => acquire('race', holder, START_MS + 1)));
    expect(again).toEqual(answers);
  });

  test('a lease ends exactly a full term after its last renewal', async () => {
    expect(await acquire('ends', 'one')).toBe(true);
    expect(await acquire('ends', 'two', START_MS + TTL_MS - 1)).toBe(false);
    expect(await acquire('ends', 'one', START_MS + TTL_MS - 1)).toBe(true);
    expect(await acquire('ends', 'two', START_MS + TTL_MS)).toBe(false);
    await subject.reopen();
    expect(await acquire('ends', 'two', START_MS + 2 * TTL_MS - 1)).toBe(true);
    expect(await acquire('ends', 'one', START_MS + 2 * TTL_MS)).toBe(false);
  });

  test('a released lease is free at once, and a holder cannot release another’s', async () => {
    await acquire('let go', 'one');
    await subject.store.releaseLease('let go', 'two');
    expect(await acquire('let go', 'two')).toBe(false);
    await subject.store.releaseLease('let go', 'one');
    await subject.store.releaseLease('let go', 'one');
    expect(await acquire('let go', 'two')).toBe(true);
  });

  test('leases with different names are independent', async () => {
    expect(await acquire('here', 'one')).toBe(true);
    expect(await acquire('there', 'two')).toBe(true);
  });
}
