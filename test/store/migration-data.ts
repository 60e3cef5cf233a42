import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ArchivePart, ArchiveTable } from '../../server/store/ports/maintenance.js';
import { type Migration, readMigrations } from '../../server/store/common/migrations.js';

/** Rows inserted into the schema before a migration, and queries with the rows they return after it. */
export type MigrationCase = {
  readonly name: string;
  readonly earlier: readonly Migration[];
  readonly migration: Migration;
  readonly before: string;
  readonly after: readonly { readonly sql: string; readonly expected: readonly (readonly (string | null)[])[] }[];
};

const folderOf = (engine: 'sqlite' | 'postgres') =>
  new URL(`../../server/store/${engine}/migrations/`, import.meta.url);

export const migrationsOf = (engine: 'sqlite' | 'postgres') => readMigrations(folderOf(engine));

export const filesOf = (engine: 'sqlite' | 'postgres') =>
  readdirSync(folderOf(engine), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => [name, readdirSync(new URL(name, folderOf(engine))).sort()] as const);

const QUERY = /^-- expect (.+)\n([^;]+);/gm;

export function migrationCases(engine: 'sqlite' | 'postgres'): readonly MigrationCase[] {
  const migrations = migrationsOf(engine);
  return migrations.flatMap((migration, index) => {
    const folder = new URL(`${migration.name}/`, folderOf(engine));
    if (!existsSync(folder)) return [];
    const [before, after] = ['before.sql', 'after.sql'].map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const queries = [...(after ?? '').matchAll(QUERY)].map(([, rows = '', sql = '']) => ({
      sql,
      expected: JSON.parse(rows) as string[][],
    }));
    if (queries.length === 0) throw new Error(`${migration.name}/after.sql expects nothing`);
    const earlier = migrations.slice(0, index);
    return [{ name: migration.name, earlier, migration, before: before ?? '', after: queries }];
  });
}

/** An archive that the first version wrote, with entries of many types. */
export const FIRST_LEDGER = new URL('./upgrade/0001.ndjson', import.meta.url);

/**
 * The statements that insert an archive into tables of its own version. The store's import reads the tables as they are
 * now, so it cannot fill an older schema.
 *
 * @param mark the engine's mark for the parameter at a place, from 1
 */
export async function* insertsOf(parts: AsyncIterable<ArchivePart>, mark: (place: number) => string) {
  let table: ArchiveTable | null = null;
  for await (const part of parts) {
    if ('table' in part) {
      table = part.table;
      continue;
    }
    const columns = table?.columns ?? [];
    const marks = columns.map((_, index) => mark(index + 1)).join(', ');
    const sql = `INSERT INTO ${table?.name} (${columns.map(({ name }) => name).join(', ')}) VALUES (${marks})`;
    for (const row of part.rows) {
      yield { sql, values: row.map((value, index) => valueOf(value, columns[index]?.type ?? 'text')) };
    }
  }
}

function valueOf(value: string | null, type: ArchiveTable['columns'][number]['type']) {
  if (value === null || type === 'text') return value;
  return type === 'integer' ? BigInt(value) : Buffer.from(value, 'base64');
}
