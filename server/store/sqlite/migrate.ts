import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Connection } from './connection.js';

const FOLDER = new URL('./migrations/', import.meta.url);

/**
 * Brings the file to the newest schema: reviewed SQL files, each applied once, in order, in one transaction that locks
 * out every other process. Safe to start twice at the same time.
 *
 * @throws Error when an applied file has changed since, or the file was written by a newer version.
 */
export function migrate({ driver }: Connection): void {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, FOLDER), 'utf8') }));
  const run = driver.transaction(() => {
    driver.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL) STRICT');
    const rows = driver.prepare('SELECT name, sha256 FROM migrations').all() as { name: string; sha256: string }[];
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const { name, sql } of files) {
      const sha256 = createHash('sha256').update(sql).digest('hex');
      const before = applied.get(name);
      applied.delete(name);
      if (before === sha256) continue;
      if (before !== undefined) throw new Error(`migration ${name} has changed since it was applied`);
      driver.exec(sql);
      driver.prepare('INSERT INTO migrations (name, sha256) VALUES (?, ?)').run(name, sha256);
    }
    const [unknown] = applied.keys();
    if (unknown !== undefined) throw new Error(`the file has migration ${unknown}: it belongs to a newer version`);
  });
  run.immediate();
}
