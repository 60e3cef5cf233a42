import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { event, grant, newPeople, people, pool, seedStore, START_MS } from '../support/commands.js';
import { blocked, newDatabase, type TestDatabase } from '../support/postgres.js';
import { allEntries } from './digest.js';
import { auditDatabase, openStore } from './postgres-database.js';

let database: TestDatabase;
let stores: readonly [Store, Store];

beforeAll(async () => {
  database = await newDatabase();
  const [one, other] = await Promise.all([openStore(database.url), openStore(database.url)]);
  stores = [one, other];
  await seedStore(one);
});
beforeEach(() => newPeople(stores[0]));
afterAll(async () => {
  for (const store of stores) await store.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
});

const LOCK = 'SELECT id FROM customers WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE';

describe('why the lock is a separate statement', () => {
  const BALANCE = 'SELECT balance FROM accounts WHERE customer_id = $1';
  const JOINED = `SELECT a.balance FROM customers AS c JOIN accounts AS a ON a.customer_id = c.id
    WHERE c.id = $1 FOR UPDATE OF c`;
  const IN_A_CTE = `WITH locked AS (SELECT id FROM customers WHERE id = $1 FOR UPDATE)
    SELECT a.balance FROM locked JOIN accounts AS a ON a.customer_id = locked.id`;

  async function readBehindABurn(read: (query: (text: string, value: unknown) => Promise<string>) => Promise<string>) {
    await stores[0].transact([grant(10)], START_MS);
    const [first, second] = [await database.connect(), await database.connect()];
    try {
      await first.query('BEGIN');
      await first.query(LOCK, [[people.ada]]);
      await second.query('BEGIN');
      const reading = read(async (text, value) => {
        const { rows } = await second.query<{ balance?: string }>(text, [value]);
        return rows[0]?.balance ?? '';
      });
      await expect.poll(() => blocked(database)).toBe(1);
      await first.query('UPDATE accounts SET balance = 0 WHERE customer_id = $1', [people.ada]);
      await first.query('COMMIT');
      return await reading;
    } finally {
      await second.query('ROLLBACK');
      await first.query('UPDATE accounts SET balance = 10000000 WHERE customer_id = $1', [people.ada]);
      await Promise.all([first.end(), second.end()]);
    }
  }

  test.each([
    ['a joined locking read', JOINED],
    ['a locking read in a CTE', IN_A_CTE],
  ])('%s waits and then spends the same credits twice', async (_, statement) => {
    expect(await readBehindABurn((query) => query(statement, people.ada))).toBe('10000000');
  });

  test('a separate lock and then a read sees the spent credits', async () => {
    const seen = await readBehindABurn(async (query) => {
      await query(LOCK, [people.ada]);
      return query(BALANCE, people.ada);
    });
    expect(seen).toBe('0');
  });
});

test('two instances that wait for one customer do not spend twice', async () => {
  await stores[0].transact([grant(10)], START_MS);
  const holder = await database.connect();
  await holder.query('BEGIN');
  await holder.query(LOCK, [[people.ada]]);
  const burns = stores.map((store) => store.transact([event(10, { enforce: true })], START_MS));
  await expect.poll(() => blocked(database)).toBe(2);
  await holder.query('COMMIT');
  await holder.end();
  const outcomes = (await Promise.all(burns)).flatMap((burn) => burn.outcomes);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['done', 'refused']);
  expect((await allEntries(stores[0], pool())).map(({ type }) => type)).toEqual(['granted', 'consumed']);
});

test('batches that name the same customers in different orders do not deadlock', async () => {
  const rounds = Array.from({ length: 40 }, (_, round) => {
    const [first, second] = round % 2 ? [people.ada, people.bob] : [people.bob, people.ada];
    return stores[round % 4 < 2 ? 0 : 1].transact(
      [event(1, { customerId: first }), event(1, { customerId: second })],
      START_MS,
    );
  });
  const outcomes = (await Promise.all(rounds)).flatMap((batch) => batch.outcomes);
  expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
  const [row] = await database.query<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  expect(row?.deadlocks).toBe('0');
});

test('one payment in two instances funds one grant', async () => {
  const cause = 'payment:pi_both';
  const grants = await Promise.all(stores.map((store) => store.transact([grant(10, { cause })], START_MS)));
  expect(grants.flatMap(({ outcomes }) => outcomes.map(({ status }) => status)).sort()).toEqual(['done', 'refused']);
});
