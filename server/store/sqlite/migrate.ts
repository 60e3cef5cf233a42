import { isCurrent, type Migration, pendingMigrations, readMigrations } from '../migrations.js';
import type { Connection } from './connection.js';

const FOLDER = new URL('./migrations/', import.meta.url);

/**
 * Brings the file to the newest schema: reviewed SQL files, each applied once, in order, in one transaction that locks
 * out every other process. Safe to start twice at the same time.
 *
 * @throws Error when an applied file has changed since, or the file was written by a newer version.
 */
export function migrate({ driver }: Connection): void {
  const migrations = readMigrations(FOLDER);
  const run = driver.transaction(() => {
    driver.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL) STRICT');
    const rows = driver.prepare('SELECT name, sha256 FROM migrations').all() as { name: string; sha256: string }[];
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const { name, sql, sha256 } of pendingMigrations(migrations, applied)) {
      driver.exec(sql);
      driver.prepare('INSERT INTO migrations (name, sha256) VALUES (?, ?)').run(name, sha256);
    }
  });
  run.immediate();
}

/** Asks whether the file still has the schema of this version. */
export function prepareSchemaCheck({ driver }: Connection): () => boolean {
  const migrations = readMigrations(FOLDER);
  const applied = driver.prepare('SELECT name, sha256 FROM migrations');
  return () => isCurrent(migrations, applied.all() as Omit<Migration, 'sql'>[]);
}
