import { isCurrent, type Migration, newest, pendingMigrations, readMigrations } from '../common/migrations.js';
import type { Connection } from './driver/connection.js';

const FOLDER = new URL('./migrations/', import.meta.url);

/** The schema that this version has. */
export const schemaName = (): string => newest(readMigrations(FOLDER));

/** What of it a file lacks, as far as looking tells. */
export function pending({ driver }: Connection): readonly Migration[] {
  const table = driver.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get();
  return pendingMigrations(readMigrations(FOLDER), table === undefined ? new Map() : applied(driver));
}

function applied(driver: Connection['driver']): Map<string, string> {
  const rows = driver.prepare('SELECT name, sha256 FROM migrations').all() as { name: string; sha256: string }[];
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

/**
 * Brings the file to the newest schema: reviewed SQL files, each applied once, in order, in one transaction that locks
 * out every other process. Safe to start twice at the same time.
 *
 * @returns the names of what was applied now
 * @throws Error when an applied file has changed since, or the file was written by a newer version.
 */
export function migrate({ driver }: Connection): readonly string[] {
  const migrations = readMigrations(FOLDER);
  const run = driver.transaction(() => {
    driver.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL) STRICT');
    const missing = pendingMigrations(migrations, applied(driver));
    for (const { name, sql, sha256 } of missing) {
      driver.exec(sql);
      driver.prepare('INSERT INTO migrations (name, sha256) VALUES (?, ?)').run(name, sha256);
    }
    return missing.map(({ name }) => name);
  });
  return run.immediate();
}

/** Asks whether the file still has the schema of this version. */
export function prepareSchemaCheck({ driver }: Connection): () => boolean {
  const migrations = readMigrations(FOLDER);
  const applied = driver.prepare('SELECT name, sha256 FROM migrations');
  return () => isCurrent(migrations, applied.all() as Omit<Migration, 'sql'>[]);
}
