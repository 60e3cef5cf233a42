import { expect, test } from 'vitest';
import type { CustomerProfile } from '../../server/store/ports/customers.js';
import { AUTHOR, credits, event, grant, nextId, people, pool, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const profileOf = (id: string, more: Partial<CustomerProfile> = {}): CustomerProfile => ({
  ...{ id, name: null, email: null, timeZone: 'Asia/Kathmandu', locale: null, metadata: {} },
  ...more,
});

export function peopleContract(subject: Subject): void {
  const put = (id: string, more?: Partial<CustomerProfile>) =>
    subject.store.putCustomer(profileOf(id, more), AUTHOR, START_MS);
  const find = async (text: string, limit = 50) =>
    (await subject.store.searchCustomers(text, null, limit)).map(({ customer: { id } }) => id);

  test('an edit changes the named fields and leaves the others', async () => {
    const id = nextId('eve');
    await put(id, { name: 'Eve', email: 'eve@example.com', metadata: { a: 'b' } });
    const edit = { name: null, locale: 'fr', metadata: { c: 'd' } };
    const edited = await subject.store.editCustomer(id, edit, AUTHOR, START_MS + 1);
    const after = { ...profileOf(id, { email: 'eve@example.com' }), ...edit };
    expect(edited).toEqual({ ...after, createdAtMs: START_MS, updatedAtMs: START_MS + 1, erasedAtMs: null });
    await subject.reopen();
    expect(await subject.store.customer(id)).toEqual(edited);
    expect(await subject.store.editCustomer('nobody', edit, AUTHOR, START_MS)).toBeNull();
  });

  test('finds customers by the beginning of any word, ignoring case and accents', async () => {
    const one = nextId('zoe');
    await put(one, { name: 'Zoë Quartzova-Ölund', email: 'zq@mail.example' });
    for (const text of ['zoe', 'ZOË Q', 'quartzova-olund', 'ölund', 'zq@', 'mail.ex', one.slice(4)]) {
      expect([text, await find(text)]).toEqual([text, [one]]);
    }
    for (const text of ['oe', 'zoe_q', '%', '_', '%uartz', "'; DROP TABLE customers; --", '\\', 'zoe%']) {
      expect([text, await find(text)]).toEqual([text, []]);
    }
    await subject.store.editCustomer(one, { name: 'Renamed' }, AUTHOR, START_MS);
    expect([await find('quartzova'), await find('renamed')]).toEqual([[], [one]]);
  });

  test('lists each found customer once, in an order that allows pages', async () => {
    const mark = nextId('mark').replace('_', '');
    const names = [`${mark} b`, `${mark} a`, `a ${mark} and ${mark} again`, `${mark} a`, mark];
    const ids = names.map((_, place) => `${mark}:${place}`);
    // The ids begin with the mark too, so a search for it matches several terms of each customer.
    for (const [place, name] of names.entries()) await put(ids[place] ?? '', { name, email: `${mark}@x.example` });
    const all = await find(mark);
    expect([...all].sort()).toEqual(ids);
    const paged: string[] = [];
    for (let place = null as { term: string; id: string } | null; ;) {
      const [row] = await subject.store.searchCustomers(mark, place, 1);
      if (!row) break;
      paged.push(row.customer.id);
      place = { term: row.term, id: row.customer.id };
    }
    expect(paged).toEqual(all);
    expect(await find(mark, 2)).toEqual(all.slice(0, 2));
  });

  test('an erased customer is found only by id, keeps its ledger, and cannot be replaced', async () => {
    const { store } = subject;
    const id = people.ada;
    const profile = { name: 'Adalgisa', email: 'adalgisa@example.com', locale: 'it', metadata: { a: 'b' } };
    await store.editCustomer(id, profile, AUTHOR, START_MS);
    await store.transact([grant(10), event(3)], START_MS);
    const before = await store.balances(id, {}, START_MS);
    const left = { ...profileOf(id), timeZone: 'UTC', createdAtMs: START_MS };
    const erased = { ...left, updatedAtMs: START_MS + 1, erasedAtMs: START_MS + 1 };
    expect(await store.eraseCustomer(id, AUTHOR, START_MS + 1)).toEqual(erased);
    expect(await store.eraseCustomer(id, AUTHOR, START_MS + 2)).toEqual(erased);
    expect(await store.editCustomer(id, profile, AUTHOR, START_MS + 2)).toBe('erased');
    expect(await put(id, profile)).toBe('erased');
    expect(await store.eraseCustomer('nobody', AUTHOR, START_MS)).toBeNull();
    await subject.reopen();
    expect(await subject.store.customer(id)).toEqual(erased);
    expect([await find('adalgisa'), await find(id)]).toEqual([[], [id]]);
    expect(await subject.store.balances(id, {}, START_MS)).toEqual(before);
    expect((await subject.store.transact([event(1)], START_MS)).outcomes).toMatchObject([{ status: 'done' }]);
    expect(await subject.store.balances(id, {}, START_MS)).toMatchObject([{ account: pool(id), balance: credits(6) }]);
  });
}
