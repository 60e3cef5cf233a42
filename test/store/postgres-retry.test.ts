import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { event, grant, newPeople, people, pool, seedStore, START_MS } from '../support/commands.js';
import { blocked, newDatabase, type TestDatabase } from '../support/postgres.js';
import { allEntries } from './digest.js';
import { auditDatabase, openStore } from './postgres-database.js';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await newDatabase();
  store = await openStore(database.url);
  await seedStore(store);
  // A sequence is not rolled back, so it counts the attempts of undone transactions.
  await database.query(`
    CREATE SEQUENCE attempts MINVALUE 0 START 0;
    CREATE TABLE failing (code TEXT NOT NULL, attempts INT NOT NULL);
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE rule failing;
    BEGIN
      SELECT * INTO rule FROM failing;
      IF FOUND AND nextval('attempts') < rule.attempts THEN RAISE EXCEPTION 'on purpose' USING ERRCODE = rule.code; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fail BEFORE INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION fail();`);
});
beforeEach(() => newPeople(store));
afterEach(() => database.query('DELETE FROM failing; ALTER SEQUENCE attempts RESTART'));
afterAll(async () => {
  await store.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
});

const failWith = (code: string, attempts: number) =>
  database.query(`INSERT INTO failing VALUES ('${code}', ${attempts})`);
const attempts = async () => {
  const [row] = await database.query<{ last_value: string }>('SELECT last_value FROM attempts');
  return Number(row?.last_value) + 1;
};

describe('retries of the whole batch', () => {
  test.each(['40001', '40P01', '55P03'])('after %s, up to four times', async (code) => {
    await failWith(code, 4);
    const { outcomes } = await store.transact([grant(10), event(1)], START_MS);
    expect(outcomes).toMatchObject([
      { status: 'done', duplicate: false },
      { status: 'done', duplicate: false },
    ]);
    expect(await attempts()).toBe(5);
    expect(await allEntries(store, pool())).toHaveLength(2);
  });

  test('stop after the fifth attempt: unavailable, and nothing written', async () => {
    await failWith('40001', 5);
    const commands = [grant(10)];
    await expect(store.transact(commands, START_MS)).rejects.toThrow(StoreUnavailable);
    expect(await attempts()).toBe(5);
    expect(await allEntries(store, pool())).toEqual([]);
    expect((await store.transact(commands, START_MS)).outcomes).toMatchObject([{ status: 'done', duplicate: false }]);
  });

  test.each(['57014', '53100', '53300'])('do not follow %s: the server has no time or no room', async (code) => {
    await failWith(code, 1);
    await expect(store.transact([grant(10)], START_MS)).rejects.toThrow(StoreUnavailable);
    expect(await attempts()).toBe(1);
    expect(await allEntries(store, pool())).toEqual([]);
  });

  test('do not follow an unexpected error, which is passed on', async () => {
    await failWith('22023', 1);
    const refused = store.transact([grant(10)], START_MS);
    await expect(refused).rejects.toThrow('on purpose');
    await expect(refused).rejects.not.toThrow(StoreUnavailable);
    expect(await attempts()).toBe(1);
  });
});

test('a batch that is the victim of a real deadlock is written by its next attempt', async () => {
  const other = await database.connect();
  // The connection with the longer deadlock timeout does not become the victim.
  await other.query("SET deadlock_timeout = '60s'");
  await other.query('BEGIN');
  await other.query('SELECT id FROM customers WHERE id = $1 FOR UPDATE', [people.bob]);
  const batch = store.transact([event(1), event(1, { customerId: people.bob })], START_MS);
  await expect.poll(() => blocked(database)).toBe(1);
  await other.query('SELECT id FROM customers WHERE id = $1 FOR UPDATE', [people.ada]);
  await other.query('COMMIT');
  await other.end();
  expect((await batch).outcomes.map(({ status }) => status)).toEqual(['done', 'done']);
  const [row] = await database.query<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  expect(Number(row?.deadlocks)).toBeLessThanOrEqual(1);
});

test('a batch whose connections are all ended is written by its next attempt', async () => {
  const other = await database.connect();
  await other.query('BEGIN');
  await other.query('SELECT id FROM customers WHERE id = $1 FOR UPDATE', [people.ada]);
  const batch = store.transact([grant(10), event(1)], START_MS);
  await expect.poll(() => blocked(database)).toBe(1);
  await other.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await other.query('COMMIT');
  await other.end();
  expect((await batch).outcomes).toMatchObject([{ duplicate: false }, { duplicate: false }]);
  expect(await allEntries(store, pool())).toHaveLength(2);
});
