import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

/** The first migration is one file. Every later one is a folder, so that its reason and its test data lie beside it. */
const FILE = /^(\d{4})_[a-z-]+\.sql$/;
const FOLDER = /^(\d{4})-[a-z-]+$/;

/**
 * Reads the migrations in the order in which they are applied: `0001_name.sql`, then `0002-name/up.sql`.
 *
 * @throws Error if a name has neither form, or two migrations have the same number
 */
export function readMigrations(folder: URL): readonly Migration[] {
  const numbers = new Set<string>();
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => {
      const number = (FILE.exec(name) ?? FOLDER.exec(name))?.[1];
      if (number === undefined) throw new Error(`${name} is not named as a migration: 0002-what-it-does`);
      if (numbers.has(number)) throw new Error(`two migrations have the number ${number}`);
      numbers.add(number);
      const sql = readFileSync(new URL(FILE.test(name) ? name : `${name}/up.sql`, folder), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Another version may migrate the database while this server runs. */
export function isCurrent(migrations: readonly Migration[], applied: readonly Omit<Migration, 'sql'>[]): boolean {
  const hashes = new Map(applied.map(({ name, sha256 }) => [name, sha256]));
  return hashes.size === migrations.length && migrations.every(({ name, sha256 }) => hashes.get(name) === sha256);
}

export const newest = (migrations: readonly Migration[]): string => migrations.at(-1)?.name ?? '';

/** @throws Error that says what to do if a migration is missing */
export function requireCurrent(pending: readonly Migration[]): void {
  if (pending.length === 0) return;
  const names = pending.map(({ name }) => name).join(', ');
  throw new Error(`the database lacks ${names}: run drawdown migrate, or start the server, which does the same`);
}

/**
 * @param applied the hash of each applied migration, by name
 * @throws Error if an applied migration has changed, or a newer version wrote the database
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): readonly Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`the database has migration ${unknown}: it belongs to a newer version`);
  return migrations.filter(({ name, sha256 }) => {
    const before = applied.get(name);
    if (before !== undefined && before !== sha256)
      throw new Error(`migration ${name} has changed since it was applied`);
    return before === undefined;
  });
}
