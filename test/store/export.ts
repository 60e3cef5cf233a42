import { openPostgresMaintenance } from '../../server/store/postgres/ports/maintenance.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import type { Archive, ArchiveTable } from '../../server/store/ports/maintenance.js';
import type { TestDatabase } from '../support/postgres.js';

type Row = Readonly<Record<string, string | null>>;
export type Export = Readonly<Record<string, readonly Row[]>>;

/** Each store generates these ids at random. */
const OF_EACH_STORE: Readonly<Record<string, readonly string[]>> = { audit_log: ['id'] };

async function exportOf(archive: Archive, customerIds: readonly string[]): Promise<Export> {
  const customers = new Set(customerIds);
  const tables: Record<string, Row[]> = {};
  let table: ArchiveTable | null = null;
  for await (const part of archive.exportRows()) {
    if ('table' in part) {
      table = part.table;
      if (isOfCustomers(table)) tables[table.name] = [];
    } else if (table && isOfCustomers(table)) {
      const { name, columns } = table;
      const rows = part.rows.map((row) =>
        Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])),
      );
      tables[name]?.push(...rows.filter((row) => customers.has(row['customer_id'] ?? '')).map(withoutIds(name)));
    }
  }
  for (const name of Object.keys(OF_EACH_STORE)) tables[name]?.sort(bySaid);
  return tables;
}

const isOfCustomers = ({ key }: ArchiveTable) => key[0] === 'customer_id';

function withoutIds(table: string): (row: Row) => Row {
  const left = OF_EACH_STORE[table] ?? [];
  return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name)));
}

const bySaid = (a: Row, b: Row) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

export const exportFile = (path: string, customerIds: readonly string[]): Promise<Export> =>
  exportOf(openSqliteMaintenance(path), customerIds);

export const exportDatabase = (database: TestDatabase, customerIds: readonly string[]): Promise<Export> =>
  exportOf(openPostgresMaintenance({ url: database.url }), customerIds);
