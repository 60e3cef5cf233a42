import { isCurrent, type Migration, newest, pendingMigrations, readMigrations } from '../common/migrations.js';
import type { Connection } from './driver/connection.js';

const FOLDER = new URL('./migrations/', import.meta.url);

export const schemaName = (): string => newest(readMigrations(FOLDER));

export function pending({ driver }: Connection): readonly Migration[] {
  const table = driver.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get();
  return pendingMigrations(readMigrations(FOLDER), table === undefined ? new Map() : applied(driver));
}

function applied(driver: Connection['driver']): Map<string, string> {
  const rows = driver.prepare('SELECT name, sha256 FROM migrations').all() as { name: string; sha256: string }[];
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

/**
 * Applies the missing migrations in order, in one transaction that locks out other processes. Several processes may
 * start at once.
 *
 * @returns the names of the migrations applied now
 * @throws Error if an applied migration has changed, or a newer version wrote the file
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

export function prepareSchemaCheck({ driver }: Connection): () => boolean {
  const migrations = readMigrations(FOLDER);
  const applied = driver.prepare('SELECT name, sha256 FROM migrations');
  return () => isCurrent(migrations, applied.all() as Omit<Migration, 'sql'>[]);
}
