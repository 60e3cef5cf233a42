import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { event, grant, pool, seedStore, START_MS, subscribe } from '../support/commands.js';
import { openConnection } from '../../server/store/sqlite/driver/connection.js';
import { newFolder, openStore } from './sqlite-file.js';

/** The schema itself refuses wrong data, whether from SQL outside the store or from a mistake in the store. */
const folder = newFolder();
let driver: Database.Database;

beforeAll(async () => {
  const path = join(folder.path, 'a.db');
  const store = await openStore(path);
  await seedStore(store);
  await store.transact([grant(10), grant(5, { account: pool('ada', 'images') }), event(3), subscribe('pro')], START_MS);
  await store.close();
  driver = openConnection(path, 'write').driver;
});
afterAll(() => {
  driver.close();
  folder.remove();
});

const columnsOf = (table: string) =>
  (driver.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
/** Copies the first row with one column changed, so that only this column can be refused. */
const insertWith = (table: string, column: string, sql: string) => {
  const columns = columnsOf(table);
  const values = columns.map((name) => (name === column ? sql : name));
  return () =>
    driver.exec(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} LIMIT 1`);
};

describe('history is never rewritten', () => {
  test.each([
    ['an entry', 'UPDATE entries SET delta = 0, balance_after = balance_before WHERE seq = 1'],
    ['the reason of an entry', "UPDATE entries SET reason = 'x'"],
    ['a row id', 'UPDATE entries SET rowid = rowid + 1000'],
    ['deleting an entry', 'DELETE FROM entries WHERE seq = 2'],
    ['deleting all entries', 'DELETE FROM entries'],
    ['replacing an entry', 'INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 1'],
    [
      'replacing by upsert',
      `INSERT INTO entries SELECT * FROM entries WHERE seq = 1
       ON CONFLICT (customer_id, credit_type_id, resource_id, seq) DO UPDATE SET delta = 0`,
    ],
    ['updating or ignoring', 'UPDATE OR IGNORE entries SET at_ms = 0'],
  ])('%s', (_, sql) => {
    expect(() => driver.exec(sql)).toThrow('the ledger is append-only');
  });

  test('refuses an entry with a used sequence', () => {
    expect(() => driver.exec('INSERT INTO entries SELECT * FROM entries WHERE seq = 1')).toThrow(/UNIQUE/);
  });

  test.each([
    ['a published version', "UPDATE plan_versions SET definition = '{}'", 'a published plan version never changes'],
    ['a used key', "UPDATE commands SET result = '{}'", 'a used key never changes'],
    ['an audited change', "UPDATE audit_log SET actor_id = 'x'", 'the audit log is append-only'],
    ['deleting an audited change', 'DELETE FROM audit_log', 'the audit log is append-only'],
    [
      'replacing an audited change',
      'INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log',
      'the audit log is append-only',
    ],
    ['deleting a grant', 'DELETE FROM grants', 'grants are never deleted'],
    ['replacing a grant', replaceGrant(), 'grants are never deleted'],
  ])('%s', (_, sql, message) => {
    expect(() => driver.exec(sql)).toThrow(message);
  });

  function replaceGrant(): string {
    const columns = `customer_id, id, credit_type_id, resource_id, amount, remaining, reserved, consumed, repaid, expired,
      voided, adjusted, category, source, priority, effective_at_ms, expires_at_ms, unit_cost, payment, reason, metadata,
      actor_type, actor_id, state, ended_as, ended_at_ms, depleted_seq, due_at_ms, created_at_ms, updated_at_ms`;
    return `INSERT OR REPLACE INTO grants (${columns}) SELECT ${columns} FROM grants LIMIT 1`;
  }
});

describe('columns refuse values of the wrong type or range', () => {
  const amounts = ['delta', 'balance_before', 'balance_after', 'seq', 'at_ms'];
  const wrong = ["'12abc'", '1.5', '9e999', "x'00'", 'NULL', '9.3e18'];
  test.each(amounts.flatMap((column) => wrong.map((value) => [column, value])))('entries.%s = %s', (column, value) => {
    expect(insertWith('entries', column, value)).toThrow(/cannot store|NOT NULL/);
  });

  test('int64 overflow is refused, not stored as a float', () => {
    expect(insertWith('entries', 'balance_after', '9223372036854775807 + 1')).toThrow(/cannot store/);
  });

  test.each([
    ['entries', 'balance_after', 'balance_after + 1'],
    ['entries', 'seq', '0'],
    ['grants', 'amount', '0'],
    ['grants', 'amount', 'amount + 1'],
    ['grants', 'remaining', '-1'],
    ['grants', 'remaining', 'amount + 1'],
    ['grants', 'reserved', 'remaining + 1'],
    ['grants', 'consumed', '-1'],
    ['grants', 'priority', '-1'],
    ['grants', 'category', "'gift'"],
    ['grants', 'state', "'gone'"],
    ['grants', 'state', "'ended'"],
    ['grants', 'ended_as', "'voided'"],
    ['grants', 'ended_at_ms', '1'],
    ['grants', 'adjusted', '1'],
    ['grants', 'expires_at_ms', 'effective_at_ms'],
    ['accounts', 'held', '-1'],
    ['accounts', 'overdraft', '-1'],
    ['accounts', 'granted', '-1'],
    ['accounts', 'open_amount', '-1'],
    ['accounts', 'waiting_amount', '-1'],
    ['commands', 'status', "'failed'"],
    ['plan_versions', 'version', '0'],
  ])('%s.%s = %s', (table, column, value) => {
    expect(insertWith(table, column, value)).toThrow(/CHECK/);
  });

  test('every table is STRICT', () => {
    const tables = driver.pragma('table_list') as { name: string; type: string; strict: bigint }[];
    const loose = tables.filter(
      ({ name, type, strict }) => type === 'table' && !name.startsWith('sqlite_') && strict === 0n,
    );
    expect(loose).toEqual([]);
  });
});
