import { expect, test } from 'vitest';
import { START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const TTL_MS = 1_000;

export function leasesContract(subject: Subject): void {
  const acquire = (name: string, holder: string, nowMs = START_MS) =>
    subject.store.acquireLease(name, holder, TTL_MS, nowMs);

  test('of many that want it at once one has it, and it alone can renew it', async () => {
    const holders = ['one', 'two', 'three', 'four', 'five'];
    const answers = await Promise.all(holders.map((holder) => acquire('race', holder)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const again = await Promise.all(holders.map((holder) => acquire('race', holder, START_MS + 1)));
    expect(again).toEqual(answers);
  });

  test('it is free at its end and not before, counted from when it was last renewed', async () => {
    expect(await acquire('ends', 'one')).toBe(true);
    expect(await acquire('ends', 'two', START_MS + TTL_MS - 1)).toBe(false);
    expect(await acquire('ends', 'one', START_MS + TTL_MS - 1)).toBe(true);
    expect(await acquire('ends', 'two', START_MS + TTL_MS)).toBe(false);
    await subject.reopen();
    expect(await acquire('ends', 'two', START_MS + 2 * TTL_MS - 1)).toBe(true);
    expect(await acquire('ends', 'one', START_MS + 2 * TTL_MS)).toBe(false);
  });

  test('who lets go leaves it to the next at once, and can let go of no other’s', async () => {
    await acquire('let go', 'one');
    await subject.store.releaseLease('let go', 'two');
    expect(await acquire('let go', 'two')).toBe(false);
    await subject.store.releaseLease('let go', 'one');
    await subject.store.releaseLease('let go', 'one');
    expect(await acquire('let go', 'two')).toBe(true);
  });

  test('one name says nothing of another', async () => {
    expect(await acquire('here', 'one')).toBe(true);
    expect(await acquire('there', 'two')).toBe(true);
  });
}
