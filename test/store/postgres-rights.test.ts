import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../server/store/postgres/store.js';
import type { Store } from '../../server/store/ports/store.js';
import {
  AUTHOR,
  event,
  grant,
  newPeople,
  people,
  pool,
  seedStore,
  START_MS,
  subscribe,
  voidGrant,
  cancel,
} from '../support/commands.js';
import { newDatabase, newRole, type TestDatabase } from '../support/postgres.js';
import { auditDatabase } from './postgres-database.js';

let database: TestDatabase;
let role: Awaited<ReturnType<typeof newRole>>;
let url: string;
let store: Store;
const warnings: string[] = [];
/** The test server runs without fsync, and the store warns of it too. */
const onWarning = (warning: string) => {
  if (!warning.includes('fsync')) warnings.push(warning);
};

beforeAll(async () => {
  database = await newDatabase();
  role = await newRole();
  url = database.urlOf(role);
  store = await openPostgresStore({ url, migrationUrl: database.url, onWarning });
  await seedStore(store);
  await newPeople(store);
});
afterAll(async () => {
  await store.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
  await role.drop();
});

test('the server’s role can do everything that a server does, without warnings', async () => {
  const given = grant(10, { cause: 'payment:pi_rights' });
  const subscription = subscribe('pro');
  const commands = [given, event(3), subscription, voidGrant(given.id)];
  const { outcomes } = await store.transact(commands, START_MS);
  expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  expect((await store.transact([cancel(subscription.id)], START_MS)).outcomes).toMatchObject([{ status: 'done' }]);
  await store.editCustomer(people.bob, { name: 'Bob' }, AUTHOR, START_MS);
  await store.eraseCustomer(people.bob, AUTHOR, START_MS);
  await store.pruneRequestKeys(START_MS);
  const key = { apiKeyId: 'key', operation: 'api-keys', value: 'k', fingerprint: 'f' };
  const record = { id: 'key_1', name: 'One', hash: 'h', prefix: 'p', scopes: [], createdAtMs: 0 };
  await store.createApiKey({ ...record, lastUsedAtMs: null, revokedAtMs: null }, key, AUTHOR);
  await store.noteApiKeyUse('key_1', START_MS);
  await store.revokeApiKey('key_1', AUTHOR, START_MS);
  const moves: [number | null, number | null][] = [
    [null, START_MS],
    [START_MS, START_MS + 1],
    [START_MS + 1, null],
  ];
  for (const [from, to] of moves) expect(await store.moveTestClock(from, to, AUTHOR, START_MS)).toBe(true);
  expect(await store.acquireLease('due', 'me', 1_000, START_MS)).toBe(true);
  expect(await store.acquireLease('due', 'me', 1_000, START_MS)).toBe(true);
  await store.releaseLease('due', 'me');
  expect(warnings).toEqual([]);
});

test('starts without the owner if no migration is pending', async () => {
  const other = await openPostgresStore({ url, onWarning });
  expect((await other.balances(people.ada, {}, START_MS))[0]).toMatchObject({ account: pool() });
  await other.close();
  expect(warnings).toEqual([]);
});

test('a single role for everything works with a warning', async () => {
  const said: string[] = [];
  const other = await openPostgresStore({ url: database.url, onWarning: (warning) => said.push(warning) });
  await other.close();
  expect(said).toContainEqual(expect.stringContaining('DATABASE_MIGRATION_URL'));
});

test('an owner that is named twice stays the owner, with a warning', async () => {
  const said: string[] = [];
  const options = { url: database.url, migrationUrl: database.url };
  for (let start = 0; start < 2; start += 1) {
    const other = await openPostgresStore({ ...options, onWarning: (warning) => said.push(warning) });
    await other.close();
  }
  expect(said.filter((warning) => warning.includes('DATABASE_MIGRATION_URL'))).toHaveLength(2);
});

const REWRITES = [
  'UPDATE entries SET delta = 0, balance_after = balance_before',
  "UPDATE entries SET reason = 'nicer'",
  'DELETE FROM entries',
  'TRUNCATE entries',
  'DELETE FROM grants',
  'TRUNCATE grants',
  "UPDATE commands SET result = '{}'",
  'TRUNCATE commands',
  "UPDATE audit_log SET actor_id = 'someone else'",
  'DELETE FROM audit_log',
  'TRUNCATE audit_log',
];

describe('rewriting history', () => {
  test.each([
    ...REWRITES,
    'DELETE FROM commands',
    'DELETE FROM accounts',
    'DELETE FROM causes',
    'DELETE FROM subscriptions',
    'ALTER TABLE entries DISABLE TRIGGER ALL',
    'DROP TABLE entries',
    'DROP TRIGGER entries_never_changed ON entries',
    'CREATE TABLE mine (id INT)',
  ])('is refused for the server’s role: %s', async (statement) => {
    const client = await database.connect();
    await client.query(`SET ROLE ${role.name}`);
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  test.each(REWRITES)('is refused for the owner while the triggers exist: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: '23001' });
  });

  test('is refused for a published plan', async () => {
    const published = "UPDATE plan_versions SET definition = '{}' WHERE published_at_ms IS NOT NULL";
    await expect(database.query(published)).rejects.toMatchObject({ code: '23001' });
  });
});
