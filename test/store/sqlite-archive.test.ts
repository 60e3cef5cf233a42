import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { is } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as schema from '../../server/store/sqlite/schema.js';
import { STAY_BEHIND } from '../../server/store/common/archive/archive.js';
import type { ArchiveTable } from '../../server/store/ports/maintenance.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import { newFolder } from './sqlite-file.js';

test('every table is archived with every column, except computed ones', async () => {
  const folder = newFolder();
  const archive = openSqliteMaintenance(join(folder.path, 'a.db'));
  await archive.migrate();
  const found = new Map<string, ArchiveTable>();
  for await (const part of archive.exportRows()) if ('table' in part) found.set(part.table.name, part.table);
  folder.remove();

  const migration = new URL('../../server/store/sqlite/migrations/0001_ledger.sql', import.meta.url);
  const computed = [...readFileSync(migration, 'utf8').matchAll(/^ *(\w+) .*GENERATED ALWAYS/gm)].map(
    ([, name]) => name,
  );
  expect(computed).toContain('burn_category');
  const tables = Object.values(schema).filter((each) => is(each, SQLiteTable));
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) {
    const { name, columns } = getTableConfig(table);
    if (STAY_BEHIND.has(name)) continue;
    const names = (found.get(name)?.columns ?? []).map((column) => column.name);
    const missing = columns.map((column) => column.name).filter((column) => !names.includes(column));
    expect([name, missing.filter((column) => !computed.includes(column))]).toEqual([name, []]);
  }
  expect(found.get('entries')?.key).toEqual(['customer_id', 'credit_type_id', 'resource_id', 'seq']);
  expect(found.get('commands')?.key).toEqual(['customer_id', 'key_hash']);
});
