import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
