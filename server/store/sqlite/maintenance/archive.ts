import {
  ArchiveRefused,
  Arrivals,
  describeTables,
  type FoundColumn,
  type FoundKey,
  requireSound,
  ROWS_TOGETHER,
  SEEDED,
} from '../../common/archive/archive.js';
import { inspectLedger } from '../../common/ports/inspection.js';
import type { ArchivePart, ArchiveRow, ArchiveTable } from '../../ports/maintenance.js';
import type { Connection } from '../driver/connection.js';
import { accountRecords, totals } from '../ports/inspection.js';

const TYPES = new Map([
  ['text', 'text'],
  ['integer', 'integer'],
  ['blob', 'bytes'],
] as const);

const TABLES = `pragma_table_list AS t
  WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
const COLUMNS = `SELECT t.name AS "table", c.name AS "column", c.type
  FROM pragma_table_xinfo(t.name) AS c, ${TABLES} AND c.hidden = 0`;
const KEYS = `SELECT * FROM (
    SELECT t.name AS "table", 'primary' AS name, 1 AS isPrimary, c.name AS "column", c.pk AS place
      FROM pragma_table_xinfo(t.name) AS c, ${TABLES} AND c.pk > 0
    UNION ALL SELECT t.name, l.name, 0, i.name, i.seqno
      FROM pragma_index_list(t.name) AS l, pragma_index_info(l.name) AS i, ${TABLES}
        AND l."unique" = 1 AND l.partial = 0 AND l.origin <> 'pk')
  ORDER BY "table", name, place`;

function tablesOf({ driver }: Connection): readonly ArchiveTable[] {
  type Key = Omit<FoundKey, 'isPrimary'> & { readonly isPrimary: bigint };
  const keys = (driver.prepare(KEYS).all() as Key[]).map((key) => ({ ...key, isPrimary: key.isPrimary === 1n }));
  return describeTables(driver.prepare(COLUMNS).all() as FoundColumn[], keys, TYPES);
}

const namesOf = ({ columns }: ArchiveTable) => columns.map(({ name }) => name).join(', ');

/** Requires an open transaction, so that all tables are read at one moment. */
export function* exportRows(connection: Connection): Generator<ArchivePart> {
  for (const table of tablesOf(connection)) {
    yield { table };
    const select = connection.driver.prepare(
      `SELECT ${namesOf(table)} FROM ${table.name} ORDER BY ${table.key.join(', ')}`,
    );
    let rows: ArchiveRow[] = [];
    for (const row of select.raw().iterate() as IterableIterator<readonly StoredValue[]>) {
      rows.push(row.map(encode));
      if (rows.length < ROWS_TOGETHER) continue;
      yield { rows };
      rows = [];
    }
    if (rows.length > 0) yield { rows };
  }
}

type StoredValue = string | bigint | Buffer | null;

function encode(value: StoredValue): string | null {
  if (value === null) return null;
  return Buffer.isBuffer(value) ? value.toString('base64') : String(value);
}

export async function importRows(connection: Connection, parts: AsyncIterable<ArchivePart>): Promise<void> {
  const { driver } = connection;
  driver.exec('BEGIN IMMEDIATE');
  try {
    const tables = tablesOf(connection);
    requireEmpty(connection, tables);
    const arrivals = new Arrivals(tables);
    let insert: (row: ArchiveRow) => void = () => undefined;
    for await (const part of parts) {
      if ('table' in part) insert = prepareInsert(connection, arrivals.begin(part.table));
      else await arrivals.add(part.rows, () => part.rows.forEach(insert));
    }
    arrivals.end();
    await requireSound(inspectLedger(accountRecords(connection), () => totals(connection)));
    driver.exec('COMMIT');
  } catch (error) {
    if (driver.inTransaction) driver.exec('ROLLBACK');
    throw error;
  }
}

function requireEmpty({ driver }: Connection, tables: readonly ArchiveTable[]): void {
  for (const { name } of tables) {
    const seeded = SEEDED.get(name);
    const row = driver
      .prepare(`SELECT 1 FROM ${name} ${seeded === undefined ? '' : `WHERE NOT (${seeded})`} LIMIT 1`)
      .get();
    if (row !== undefined) throw new ArchiveRefused(`the database is not empty: ${name} has rows`);
  }
}

function prepareInsert({ driver }: Connection, table: ArchiveTable): (row: ArchiveRow) => void {
  const { name, key, columns } = table;
  const marks = columns.map(() => '?').join(', ');
  const changes = columns.map((column) => `${column.name} = excluded.${column.name}`).join(', ');
  const replacing = SEEDED.has(name) ? `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes}` : '';
  const statement = driver.prepare(`INSERT INTO ${name} (${namesOf(table)}) VALUES (${marks}) ${replacing}`);
  return (row) => {
    const values = row.map((value, index) => decode(value, columns[index]?.type ?? 'text'));
    statement.run(...values);
  };
}

function decode(value: string | null, type: ArchiveTable['columns'][number]['type']) {
  if (value === null || type === 'text') return value;
  return type === 'integer' ? BigInt(value) : Buffer.from(value, 'base64');
}
