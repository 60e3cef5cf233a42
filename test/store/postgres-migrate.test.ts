import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedStore } from '../support/commands.js';
import { newDatabase, newRole, type TestDatabase } from '../support/postgres.js';
import { openPostgresStore } from '../../server/store/postgres/store.js';
import { openStore } from './postgres-database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase();
});
afterEach(() => database.drop());

test('of many starts on an empty database, one migrates, the others wait, and all serve', async () => {
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(database.url)));
  expect(await database.query('SELECT name FROM migrations')).toEqual([
    { name: '0001_ledger.sql' },
    { name: '0002-store-mode' },
  ]);
  await seedStore(stores[0]!);
  for (const store of stores) {
    expect((await store.catalog()).plans.size).toBe(1);
    await store.close();
  }
});

test('many starts at once grant the rights of one role', async () => {
  const role = await newRole();
  const options = { url: database.urlOf(role), migrationUrl: database.url };
  const warnings: string[] = [];
  const open = () => openPostgresStore({ ...options, onWarning: (warning) => warnings.push(warning) });
  const stores = await Promise.all(Array.from({ length: 5 }, open));
  expect(warnings.filter((warning) => warning.includes('DATABASE_MIGRATION_URL'))).toEqual([]);
  for (const store of stores) await store.close();
  await database.query(`DROP OWNED BY ${role.name}`);
  await role.drop();
});

test('a failing migration leaves nothing behind', async () => {
  await database.query('CREATE TABLE usage_quarters (id INT)');
  await expect(openStore(database.url)).rejects.toThrow('already exists');
  const tables = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'";
  expect(await database.query(tables)).toEqual([{ name: 'usage_quarters' }]);
});

test('refuses a migration that changed after it was applied', async () => {
  await (await openStore(database.url)).close();
  await database.query("UPDATE migrations SET sha256 = 'another'");
  await expect(openStore(database.url)).rejects.toThrow('0001_ledger.sql has changed since it was applied');
});

test('refuses a database of a newer version', async () => {
  await (await openStore(database.url)).close();
  await database.query("INSERT INTO migrations VALUES ('9999_future.sql', 'hash')");
  await expect(openStore(database.url)).rejects.toThrow('belongs to a newer version');
});

test('a missing database ends the start', async () => {
  const url = new URL(database.url);
  url.pathname = '/drawdown_nowhere';
  await expect(openStore(url.href)).rejects.toThrow('does not exist');
});
