import { expect, test } from 'vitest';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { InspectionResult } from '../../server/store/ports/inspection.js';
import { credits, event, grant, people, pool, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

export function inspectionContract(subject: Subject): void {
  const MANY = 1_000;

  /** Three accounts: Ada's with three entries and one entry, Bob's with two. */
  const fill = () =>
    subject.store.transact(
      [
        grant(100),
        event(30),
        event(1),
        grant(5, { account: pool(people.ada, 'images') }),
        grant(7, { account: pool(people.bob) }),
        event(2, { customerId: people.bob }),
      ],
      START_MS,
    );
  const before = (account: AccountRef): AccountRef => ({ ...account, creditTypeId: '', resourceId: '' });

  async function lookThrough(from: AccountRef | number, mostEntries: number): Promise<InspectionResult[]> {
    const looks = [await subject.store.inspect(from, mostEntries)];
    for (let next = looks[0]?.next; next; next = looks.at(-1)?.next) {
      looks.push(await subject.store.inspect(next, mostEntries));
    }
    return looks;
  }
  const sum = (looks: readonly InspectionResult[], what: 'accounts' | 'tooLong') =>
    looks.reduce((total, look) => total + look[what], 0);

  test('an empty ledger has no findings', async () => {
    const { accounts } = await subject.store.inspect(0, MANY);
    expect(accounts).toBe(0);
    expect(await subject.store.inspect(0.9, MANY)).toMatchObject({ findings: [], next: null });
  });

  test('valid accounts have no findings for any page size', async () => {
    await fill();
    const all = await lookThrough(0, MANY);
    expect(all).toHaveLength(1);
    expect(all[0]?.findings).toEqual([]);
    const one = await lookThrough(0, 3);
    expect(one.length).toBeGreaterThan(1);
    expect(one.flatMap(({ findings }) => findings)).toEqual([]);
    expect(sum(one, 'accounts')).toBe(sum(all, 'accounts'));
    expect(sum(all, 'tooLong')).toBe(0);
  });

  test('an account with more entries than the limit is skipped and reported', async () => {
    await fill();
    const looks = await lookThrough(before(pool()), 2);
    expect(sum(looks, 'tooLong')).toBeGreaterThanOrEqual(1);
    const whole = await lookThrough(before(pool()), MANY);
    expect(sum(looks, 'accounts') + sum(looks, 'tooLong')).toBe(sum(whole, 'accounts'));
  });

  test('a violation is reported with its account until it is repaired', async () => {
    await fill();
    await subject.place.addToBalance(pool(), credits(1));
    const { findings } = await subject.store.inspect(before(pool()), MANY);
    expect(findings.join('\n')).toContain(people.ada);
    expect(findings.join('\n')).toContain('balance is the sum of deltas');
    expect(findings.join('\n')).not.toContain(people.bob);
    await subject.place.addToBalance(pool(), -credits(1));
    expect((await subject.store.inspect(before(pool()), MANY)).findings).toEqual([]);
  });

  test('inspection can start in the middle of all accounts', async () => {
    await fill();
    const [all] = await lookThrough(0, MANY);
    const total = all?.accounts ?? 0;
    const half = await subject.store.inspect(0.5, MANY);
    expect(half.accounts).toBe(total - Math.floor(total / 2));
    expect((await subject.store.inspect(0.999, MANY)).accounts).toBe(1);
  });
}
