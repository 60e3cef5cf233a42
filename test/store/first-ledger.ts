import { formatAmount } from '../../server/ledger/values/amount.js';
import { expect } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { ANY_GRANT, event, START_MS } from '../support/commands.js';

const LATER_MS = START_MS + 6 * 3_600_000;

/** Checks an upgraded store against the known content of the first version's archive, then writes to it. */
export async function expectFirstLedger(store: Store): Promise<void> {
  const balanceOf = async (customerId: string) =>
    (await store.balances(customerId, {}, LATER_MS)).map((each) => [
      each.account.creditTypeId,
      formatAmount(each.balance),
    ]);
  expect(await balanceOf('ada')).toEqual([
    ['images', '-1'],
    ['tokens', '-222.333333'],
  ]);
  expect(await balanceOf('bob')).toEqual([['tokens', '2']]);
  expect(await store.customer('bob')).toMatchObject({ name: 'Böb Ünïcode', email: 'bob@example.com' });
  expect((await store.grants({ customerId: 'ada', ...ANY_GRANT }, LATER_MS)).length).toBe(6);
  expect((await store.inspect(0, 1_000)).findings).toEqual([]);
  expect(await store.schemaIsCurrent()).toBe(true);

  const again = { ...event(3, { customerId: 'ada', userId: 'user-1' }), id: 'evt_later' };
  const key = { operation: 'events', value: 'first event', fingerprint: 'first event' };
  const { outcomes } = await store.transact(
    [{ ...again, key }, event(1, { id: 'evt_new', customerId: 'bob', key: 'new' })],
    LATER_MS,
  );
  expect(outcomes).toMatchObject([{ duplicate: true, commandId: 'evt_00000006' }, { duplicate: false }]);
  expect(await balanceOf('bob')).toEqual([['tokens', '0']]);
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
