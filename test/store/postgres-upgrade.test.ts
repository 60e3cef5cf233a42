import { drizzle } from 'drizzle-orm/node-postgres';
import { createReadStream } from 'node:fs';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importArchive } from '../../server/store/common/archive/format.js';
import type { Migration } from '../../server/store/common/migrations.js';
import { importRows } from '../../server/store/postgres/maintenance/archive.js';
import { openPostgresMaintenance } from '../../server/store/postgres/ports/maintenance.js';
import { openPostgresStore } from '../../server/store/postgres/store.js';
import type { StoreMode } from '../../server/store/ports/mode.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { expectFirstLedger, listOf } from './first-ledger.js';
import { FIRST_LEDGER, migrationCases, migrationsOf } from './migration-data.js';
import { auditDatabase } from './postgres-database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase();
});
afterEach(() => database.drop());

const open = (mode: StoreMode) => openPostgresStore({ url: database.url, mode, onWarning: () => undefined });

async function apply(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL)');
  for (const { name, sql, sha256 } of migrations) {
    await client.query(sql);
    await client.query('INSERT INTO migrations VALUES ($1, $2)', [name, sha256]);
  }
}

test.each(migrationCases('postgres'))('$name turns the rows of before.sql into those of after.sql', async (given) => {
  const client = await database.connect();
  await apply(client, given.earlier);
  await client.query(given.before);
  await apply(client, [given.migration]);
  for (const { sql, expected } of given.after) {
    const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
    expect(rows, sql).toEqual(expected);
  }
  await client.end();
});

async function fillFirst(): Promise<void> {
  const client = await database.connect();
  await apply(client, migrationsOf('postgres').slice(0, 1));
  await client.query('BEGIN');
  const archive = {
    ...openPostgresMaintenance({ url: database.url }),
    schema: '0001_ledger.sql',
    importRows: (parts: Parameters<typeof importRows>[1]) => importRows({ client, db: drizzle(client) }, parts),
  };
  await importArchive(archive, createReadStream(FIRST_LEDGER));
  await client.query('COMMIT');
  await client.end();
}

test('upgrades a ledger of the first version with every balance and hash', async () => {
  await fillFirst();
  // Several servers of the new version start at once.
  const [store, ...others] = await Promise.all([open('live'), open('live'), open('live')]);
  for (const other of others) await other.close();
  await expectFirstLedger(store);
  await store.close();
  expect(await auditDatabase(database)).toEqual([]);
  const maintenance = openPostgresMaintenance({ url: database.url });
  const problems = (await listOf(maintenance.examine())).filter(({ severity }) => severity === 'problem');
  expect(problems).toEqual([]);
  expect(await maintenance.mode()).toBe('live');
  expect(await maintenance.migrate()).toEqual([]);
});

test('an upgraded ledger takes the mode of its next server, once', async () => {
  await fillFirst();
  const maintenance = openPostgresMaintenance({ url: database.url });
  expect(await maintenance.migrate()).toEqual(['0002-store-mode']);
  expect(await maintenance.migrate()).toEqual([]);
  expect(await maintenance.mode()).toBe(null);
  await (await open('sandbox')).close();
  expect(await maintenance.mode()).toBe('sandbox');
  await expect(open('live')).rejects.toThrow('is a sandbox');
});
