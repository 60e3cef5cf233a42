import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { event, grant, seedStore, START_MS } from '../support/commands.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { openStore } from './postgres-database.js';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await newDatabase();
  store = await openStore(database.url);
  await seedStore(store);
  await store.transact([grant(10), event(3)], START_MS);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const CHECK = '23514';
const UNIQUE = '23505';
const NOT_A_NUMBER = '22P02';
const OUT_OF_RANGE = '22003';

describe('the tables refuse', () => {
  test.each([
    ['a grant with more left than its amount', CHECK, 'UPDATE grants SET remaining = amount + 1'],
    ['a grant whose parts do not add up', CHECK, 'UPDATE grants SET consumed = consumed + 1'],
    ['a grant with a negative part', CHECK, 'UPDATE grants SET remaining = -1, consumed = amount + 1'],
    ['an ended grant without the kind of its end', CHECK, "UPDATE grants SET state = 'ended'"],
    ['an unknown state', CHECK, "UPDATE grants SET state = 'lost'"],
    ['an expiry before the start', CHECK, 'UPDATE grants SET expires_at_ms = effective_at_ms'],
    ['a negative overdraft', CHECK, 'UPDATE accounts SET overdraft = -1'],
    ['a balance that is not a number', NOT_A_NUMBER, "UPDATE accounts SET balance = 'NaN'"],
    ['a balance beyond 64 bits', OUT_OF_RANGE, 'UPDATE accounts SET balance = 9223372036854775807 + 1'],
    ['half a millionth', NOT_A_NUMBER, "UPDATE accounts SET balance = '0.5'"],
    [
      'an entry that does not add up',
      CHECK,
      `INSERT INTO entries SELECT customer_id, credit_type_id, resource_id, seq + 2, at_ms, type, grant_id, delta,
         balance_before, balance_after + 1, source_type, source_id, actor_type, actor_id, feature_id, user_id, event_id,
         plan_id, plan_version, reason, hash FROM entries`,
    ],
    ['an entry with a used sequence', UNIQUE, 'INSERT INTO entries SELECT * FROM entries'],
    ['a used key', UNIQUE, 'INSERT INTO commands SELECT * FROM commands'],
    ['a second catalog head', CHECK, 'INSERT INTO catalog_head VALUES (2, 0)'],
  ])('%s', async (_, code, statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code });
  });
});

test('every primary and unique key of the ledger starts with the customer', async () => {
  const keys = await database.query<{ name: string; leads: string }>(`
    SELECT i.indexrelid::regclass::text AS name, a.attname AS leads
    FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisunique AND i.indrelid IN (
      SELECT attrelid FROM pg_attribute WHERE attname = 'customer_id' AND NOT attisdropped
    ) AND i.indrelid::regclass::text NOT LIKE 'pg_%'`);
  expect(keys.length).toBeGreaterThanOrEqual(7);
  expect(keys.filter(({ leads }) => leads !== 'customer_id')).toEqual([]);
});

test('text compares by bytes, and numbers are 64-bit integers', async () => {
  const columns = await database.query<{ type: string; collation: string | null }>(`
    SELECT DISTINCT data_type AS type, collation_name AS collation FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'migrations'`);
  expect(columns.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
    { type: 'bigint', collation: null },
    { type: 'bytea', collation: null },
    { type: 'text', collation: 'C' },
  ]);
});

test('a batch reads by indexes, also without table statistics', async () => {
  const client = await database.connect();
  await client.query(
    'BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off',
  );
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT t.id FROM unnest($1::text[], $2::bytea[]) AS w (customer_id, key_hash)
     JOIN commands AS t ON t.customer_id = w.customer_id AND t.key_hash = w.key_hash`,
    [['ada'], [Buffer.alloc(16)]],
  );
  await client.end();
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('commands_by_key');
});
