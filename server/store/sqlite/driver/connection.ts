import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

export type Connection = { readonly driver: Database.Database; readonly db: BetterSQLite3Database };

/** Earlier versions can corrupt a file when its WAL is reset. */
const OLDEST_SQLITE = '3.51.3';

/**
 * The driver opens WAL files with `synchronous=NORMAL`, which may lose the last commits in a power cut. Therefore every
 * connection sets FULL, and every setting is read back.
 */
const SETTINGS: readonly (readonly [name: string, set: string, expected: string])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', '2'],
  ['foreign_keys', 'ON', '1'],
  ['recursive_triggers', 'ON', '1'],
  ['busy_timeout', '250', '250'],
  ['trusted_schema', 'OFF', '0'],
  ['cell_size_check', 'ON', '1'],
  // 16 MB keep the log short, while a page that many batches change is copied only once.
  ['wal_autocheckpoint', '4000', '4000'],
  ['journal_size_limit', '67108864', '67108864'],
  ['temp_store', 'MEMORY', '2'],
];

/** @throws Error if SQLite is too old or did not take a setting */
export function openConnection(path: string, access: 'write' | 'read'): Connection {
  const driver = new Database(path);
  try {
    requireVersion(driver);
    for (const [name, value, expected] of SETTINGS) apply(driver, name, value, expected);
    if (access === 'read') apply(driver, 'query_only', 'ON', '1');
    driver.defaultSafeIntegers(true);
    return { driver, db: drizzle(driver) };
  } catch (error) {
    driver.close();
    throw error;
  }
}

function apply(driver: Database.Database, name: string, value: string, expected: string): void {
  driver.pragma(`${name} = ${value}`);
  const actual = String(driver.pragma(name, { simple: true }));
  if (actual !== expected) throw new Error(`SQLite did not take ${name}=${value}: it is ${actual}`);
}

function requireVersion(driver: Database.Database): void {
  const version = driver.prepare('SELECT sqlite_version()').pluck().get() as string;
  if (version.localeCompare(OLDEST_SQLITE, 'en', { numeric: true }) >= 0) return;
  throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE} is the first that does not corrupt a reset WAL`);
}
