import pg from 'pg';
import { isCurrent, type Migration, newest, pendingMigrations, readMigrations } from '../common/migrations.js';
import type { Connection } from './driver/connection.js';
import { grantRights } from './driver/rights.js';

const FOLDER = new URL('./migrations/', import.meta.url);
/** The advisory lock of migrations. The number is arbitrary. */
const LOCK = 4_027_153_086;

export const schemaName = (): string => newest(readMigrations(FOLDER));

export const triggerNames = (): readonly string[] =>
  readMigrations(FOLDER).flatMap(({ sql }) =>
    [...sql.matchAll(/^CREATE TRIGGER (\w+)/gm)].map(([, name = '']) => name),
  );

export async function pending(client: pg.ClientBase): Promise<readonly Migration[]> {
  return pendingMigrations(readMigrations(FOLDER), (await applied(client)) ?? new Map());
}

/**
 * Applies the missing migrations in order, in one transaction under an advisory lock. Instances that start together are
 * safe, because one waits for the other.
 *
 * @param role the server's role if another role owns the tables. It is granted the rights that it needs
 * @returns the names of the migrations applied now
 * @throws Error if an applied migration has changed, or a newer version wrote the database
 */
export async function migrate(url: string, role: string | null): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'drawdown-migrate' });
  // The caller of a statement gets the error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL lock_timeout = '60s'; SET LOCAL client_min_messages = warning");
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    if ((await applied(client)) === null) {
      await client.query('CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL)');
    }
    const missing = await pending(client);
    for (const { name, sql, sha256 } of missing) {
      await client.query(sql);
      await client.query('INSERT INTO migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    }
    if (role !== null) await grantRights(client, role);
    await client.query('COMMIT');
    return missing.map(({ name }) => name);
  } finally {
    // Also ends a failed transaction.
    await client.end();
  }
}

/** Whether no migration was ever applied. */
export const isEmpty = async (client: pg.ClientBase): Promise<boolean> => (await applied(client)) === null;

/** `null` if nothing was ever applied. Without CREATE rights, a role can still find that the schema is current. */
async function applied(client: pg.ClientBase): Promise<Map<string, string> | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS there",
  );
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM migrations');
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

export async function schemaIsCurrent({ client }: Connection): Promise<boolean> {
  const { rows } = await client.query<Omit<Migration, 'sql'>>('SELECT name, sha256 FROM migrations');
  return isCurrent((wanted ??= readMigrations(FOLDER)), rows);
}
let wanted: readonly Migration[] | null = null;
