import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from '../../server/store/sqlite/driver/connection.js';
import { newFolder } from './sqlite-file.js';

let folder: ReturnType<typeof newFolder>;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => folder.remove());

const EXPECTED = {
  journal_mode: 'wal',
  synchronous: 2n,
  foreign_keys: 1n,
  recursive_triggers: 1n,
  busy_timeout: 250n,
  trusted_schema: 0n,
  cell_size_check: 1n,
  wal_autocheckpoint: 4000n,
  journal_size_limit: 67_108_864n,
  temp_store: 2n,
};
const settingsOf = (driver: Database.Database) =>
  Object.fromEntries(Object.keys(EXPECTED).map((name) => [name, driver.pragma(name, { simple: true })]));

test('the driver alone opens a WAL file with NORMAL, which can lose the last commits', () => {
  const path = join(folder.path, 'a.db');
  openConnection(path, 'write').driver.close();
  const plain = new Database(path);
  expect(plain.pragma('synchronous', { simple: true })).toBe(1);
  plain.close();
});

test('every connection has every setting: the first, a second, and one after a reopen', () => {
  const path = join(folder.path, 'a.db');
  const first = openConnection(path, 'write');
  const beside = openConnection(path, 'read');
  expect(settingsOf(first.driver)).toEqual(EXPECTED);
  expect(settingsOf(beside.driver)).toEqual(EXPECTED);
  first.driver.close();
  beside.driver.close();
  const again = openConnection(path, 'write');
  expect(settingsOf(again.driver)).toEqual(EXPECTED);
  again.driver.close();
});

test('a reading connection cannot write', () => {
  const path = join(folder.path, 'a.db');
  const writer = openConnection(path, 'write');
  writer.driver.exec('CREATE TABLE t (a INTEGER) STRICT');
  const reader = openConnection(path, 'read');
  expect(() => reader.driver.exec('INSERT INTO t VALUES (1)')).toThrow(/readonly/);
  reader.driver.close();
  writer.driver.close();
});

test('a setting without effect is refused: a database in memory has no WAL', () => {
  expect(() => openConnection(':memory:', 'write')).toThrow(/journal_mode=WAL: it is memory/);
});
