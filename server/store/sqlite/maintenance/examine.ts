import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { closeSync, openSync, readSync } from 'node:fs';
import { inspectLedger } from '../../common/ports/inspection.js';
import type { Finding } from '../../ports/maintenance.js';
import { type Connection, openConnection } from '../driver/connection.js';
import { openFiles, requireLocal } from '../driver/filesystem.js';
import { ledgerRecords } from '../ports/inspection.js';
import { migrate, pending } from '../migrate.js';

const problem = (message: string): Finding => ({ severity: 'problem', message });
const warning = (message: string): Finding => ({ severity: 'warning', message });
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export async function* examine(path: string): AsyncGenerator<Finding> {
  try {
    requireLocal(path);
    yield* openFiles(path).map(warning);
    if (!isInWal(path)) yield problem(`${path} is not in WAL mode: something else than this server has opened it`);
    const connection = openConnection(path, 'read');
    try {
      connection.driver.exec('BEGIN');
      yield* examineConnection(connection);
    } finally {
      connection.driver.close();
    }
  } catch (error) {
    yield problem(messageOf(error));
  }
}

/** Bytes 18 and 19 of the header are the write and read versions. 2 is WAL. */
function isInWal(path: string): boolean {
  const header = Buffer.alloc(20);
  const file = openSync(path, 'r');
  readSync(file, header);
  closeSync(file);
  return header[18] === 2 && header[19] === 2;
}

async function* examineConnection(connection: Connection): AsyncGenerator<Finding> {
  const { driver } = connection;
  const pages = driver.prepare('PRAGMA integrity_check').pluck().all() as string[];
  if (pages[0] !== 'ok') yield* pages.map((page) => problem(`integrity_check: ${page}`));
  const dangling = driver.pragma('foreign_key_check') as { table: string }[];
  if (dangling.length > 0) yield problem(`foreign_key_check: ${dangling.length} rows, first in ${dangling[0]?.table}`);
  const missing = pending(connection);
  if (missing.length > 0) {
    // Only another version knows the meaning of these tables.
    yield problem(`the schema lacks ${missing.map(({ name }) => name).join(', ')}: run drawdown migrate`);
    return;
  }
  yield* compareSchema(connection);
  for await (const finding of inspectLedger(ledgerRecords(connection))) yield problem(finding);
}

function* compareSchema({ driver }: Connection): Generator<Finding> {
  const found = schemaOf(driver);
  const expected = freshSchema();
  for (const [name, sql] of expected) {
    const actual = found.get(name);
    if (actual === undefined) yield problem(`the schema has no ${name}`);
    else if (actual !== sql) yield problem(`the ${name} is not what the migrations make it`);
  }
  for (const name of found.keys()) if (!expected.has(name)) yield problem(`the schema has a ${name} that is not ours`);
}

function freshSchema(): Map<string, string> {
  const driver = new Database(':memory:');
  try {
    migrate({ driver, db: drizzle(driver) });
    return schemaOf(driver);
  } finally {
    driver.close();
  }
}

function schemaOf(driver: Connection['driver']): Map<string, string> {
  const rows = driver
    .prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
    .raw()
    .all() as [string, string][];
  return new Map(rows);
}
