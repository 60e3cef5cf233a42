import Database from 'better-sqlite3';
import type { TestDatabase } from '../support/postgres.js';

/** What both engines keep of a history, table by table, the same columns in the same order. */
const EXPORTS: Readonly<Record<string, string>> = {
  accounts: 'customer_id, credit_type_id, resource_id',
  grants: 'customer_id, id',
  entries: 'customer_id, credit_type_id, resource_id, seq',
  commands: 'customer_id, key_hash',
  refused_reports: 'customer_id, at_ms, id',
  causes: 'customer_id, cause',
  subscriptions: 'customer_id, id',
  usage_quarters: 'customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id',
};

type Row = Readonly<Record<string, unknown>>;
export type Export = Readonly<Record<string, readonly Row[]>>;

/** Integers come as `bigint` from one driver and as text from the other, bytes as buffers from both. */
const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => {
        if (typeof value === 'bigint') return [name, String(value)];
        return [name, Buffer.isBuffer(value) ? value.toString('hex') : value];
      }),
  );

/** Every row of these customers in a file. */
export function exportFile(path: string, customerIds: readonly string[]): Export {
  const driver = new Database(path, { readonly: true });
  try {
    driver.defaultSafeIntegers(true);
    const ids = JSON.stringify(customerIds);
    const tables = Object.entries(EXPORTS).map(([table, order]) => {
      const mine = 'customer_id IN (SELECT value FROM json_each(?))';
      const rows = driver.prepare(`SELECT * FROM ${table} WHERE ${mine} ORDER BY ${order}`).all(ids) as Row[];
      return [table, rows.map(plain)] as const;
    });
    return Object.fromEntries(tables);
  } finally {
    driver.close();
  }
}

/** Every row of these customers in a database. */
export async function exportDatabase(database: TestDatabase, customerIds: readonly string[]): Promise<Export> {
  const tables: [string, readonly Row[]][] = [];
  for (const [table, order] of Object.entries(EXPORTS)) {
    const mine = 'customer_id = ANY($1::text[])';
    const rows = await database.query<Record<string, unknown>>(
      `SELECT * FROM ${table} WHERE ${mine} ORDER BY ${order}`,
      [customerIds],
    );
    tables.push([table, rows.map(plain)]);
  }
  return Object.fromEntries(tables);
}
