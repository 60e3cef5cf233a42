import Database from 'better-sqlite3';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importArchive } from '../../server/store/common/archive/format.js';
import type { Migration } from '../../server/store/common/migrations.js';
import { importRows } from '../../server/store/sqlite/maintenance/archive.js';
import { openConnection } from '../../server/store/sqlite/driver/connection.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import { openSqliteStore } from '../../server/store/sqlite/store.js';
import { expectFirstLedger, listOf } from './first-ledger.js';
import { filesOf, FIRST_LEDGER, migrationCases, migrationsOf } from './migration-data.js';
import { auditFile, newFolder } from './sqlite-file.js';

let folder: ReturnType<typeof newFolder>;
let path: string;
beforeEach(() => {
  folder = newFolder();
  path = join(folder.path, 'ledger.db');
});
afterEach(() => folder.remove());

function apply(driver: Database.Database, migrations: readonly Migration[]): void {
  driver.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL) STRICT');
  for (const { name, sql, sha256 } of migrations) {
    driver.exec(sql);
    driver.prepare('INSERT INTO migrations VALUES (?, ?)').run(name, sha256);
  }
}

test('every folder of a migration has the same files', () => {
  const files = ['README.md', 'after.sql', 'before.sql', 'up.sql'];
  expect(filesOf('sqlite')).toEqual(filesOf('postgres'));
  expect(filesOf('sqlite').filter(([, found]) => found.join() !== files.join())).toEqual([]);
});

test.each(migrationCases('sqlite'))('$name turns the rows of before.sql into those of after.sql', (given) => {
  const driver = new Database(path);
  apply(driver, given.earlier);
  driver.exec(given.before);
  apply(driver, [given.migration]);
  for (const { sql, expected } of given.after) {
    const rows = driver.prepare(sql).raw().all() as (string | number | null)[][];
    expect(
      rows.map((row) => row.map((value) => (value === null ? null : String(value)))),
      sql,
    ).toEqual(expected);
  }
  driver.close();
});

async function fillFirst(): Promise<void> {
  const connection = openConnection(path, 'write');
  apply(connection.driver, migrationsOf('sqlite').slice(0, 1));
  const archive = {
    ...openSqliteMaintenance(path),
    schema: '0001_ledger.sql',
    importRows: (parts: Parameters<typeof importRows>[1]) => importRows(connection, parts),
  };
  await importArchive(archive, createReadStream(FIRST_LEDGER));
  connection.driver.close();
}

test('upgrades a ledger of the first version with every balance and hash', async () => {
  await fillFirst();
  const store = await openSqliteStore({ path, mode: 'live', onLost: () => undefined });
  await expectFirstLedger(store);
  await store.close();
  expect(auditFile(path).violations).toEqual([]);
  const maintenance = openSqliteMaintenance(path);
  expect(await listOf(maintenance.examine())).toEqual([]);
  expect(await maintenance.mode()).toBe('live');
  expect(await maintenance.migrate()).toEqual([]);
});

test('an upgraded ledger takes the mode of its next server, once', async () => {
  await fillFirst();
  const maintenance = openSqliteMaintenance(path);
  expect(await maintenance.migrate()).toEqual(['0002-store-mode']);
  expect(await maintenance.migrate()).toEqual([]);
  expect(await maintenance.mode()).toBe(null);
  await (await openSqliteStore({ path, mode: 'sandbox', onLost: () => undefined })).close();
  expect(await maintenance.mode()).toBe('sandbox');
  await expect(openSqliteStore({ path, mode: 'live', onLost: () => undefined })).rejects.toThrow('is a sandbox');
});
