import type pg from 'pg';
import QueryStream from 'pg-query-stream';
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
import { prepareBulk } from '../driver/bulk.js';
import type { Connection } from '../driver/connection.js';
import { accountRecords, totals } from '../ports/inspection.js';

const TYPES = new Map([
  ['text', 'text'],
  ['bigint', 'integer'],
  ['bytea', 'bytes'],
] as const);
const SENT_AS = { text: 'text', integer: 'bigint', bytes: 'bytea' } as const;

const OURS = `t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p')`;
const COLUMNS = `
  SELECT t.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
  WHERE ${OURS} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''`;
const KEYS = `
  SELECT t.relname AS "table", i.indexrelid::regclass::text AS name, i.indisprimary AS "isPrimary", a.attname AS "column"
  FROM pg_class AS t JOIN pg_index AS i ON i.indrelid = t.oid AND i.indisunique AND i.indpred IS NULL
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
  JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
  WHERE ${OURS} ORDER BY 1, 2, k.place`;

async function tablesOf(client: pg.ClientBase): Promise<readonly ArchiveTable[]> {
  const { rows: columns } = await client.query<FoundColumn>(COLUMNS);
  const { rows: keys } = await client.query<FoundKey>(KEYS);
  return describeTables(columns, keys, TYPES);
}

const namesOf = ({ columns }: ArchiveTable) => columns.map(({ name }) => name).join(', ');

/** Requires an open transaction, so that all tables are read at one moment. */
export async function* exportRows({ client }: Connection): AsyncGenerator<ArchivePart> {
  for (const table of await tablesOf(client)) {
    yield { table };
    const text = `SELECT ${namesOf(table)} FROM ${table.name} ORDER BY ${table.key.join(', ')}`;
    const select = client.query(new QueryStream(text, [], { rowMode: 'array', batchSize: ROWS_TOGETHER }));
    let rows: ArchiveRow[] = [];
    for await (const row of select as AsyncIterable<readonly StoredValue[]>) {
      rows.push(row.map(encode));
      if (rows.length < ROWS_TOGETHER) continue;
      yield { rows };
      rows = [];
    }
    if (rows.length > 0) yield { rows };
  }
}

type StoredValue = string | Buffer | null;

function encode(value: StoredValue): string | null {
  if (value === null) return null;
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}

export async function importRows(connection: Connection, parts: AsyncIterable<ArchivePart>): Promise<void> {
  const { client } = connection;
  const tables = await tablesOf(client);
  // Writers wait, and find the imported ledger afterwards.
  await client.query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN EXCLUSIVE MODE`);
  await requireEmpty(client, tables);
  const arrivals = new Arrivals(tables);
  let insert = async (_: Connection, _rows: readonly ArchiveRow[]): Promise<void> => undefined;
  for await (const part of parts) {
    if ('table' in part) insert = prepareInsert(arrivals.begin(part.table));
    else await arrivals.add(part.rows, () => insert(connection, part.rows));
  }
  arrivals.end();
  await requireSound(inspectLedger(accountRecords(connection), () => totals(client)));
}

async function requireEmpty(client: pg.ClientBase, tables: readonly ArchiveTable[]): Promise<void> {
  for (const { name } of tables) {
    const seeded = SEEDED.get(name);
    const { rows } = await client.query(
      `SELECT 1 FROM ${name} ${seeded === undefined ? '' : `WHERE NOT (${seeded})`} LIMIT 1`,
    );
    if (rows.length > 0) throw new ArchiveRefused(`the database is not empty: ${name} has rows`);
  }
}

function prepareInsert({ name, key, columns }: ArchiveTable) {
  const changes = columns.map((column) => `${column.name} = excluded.${column.name}`).join(', ');
  const replacing = SEEDED.has(name) ? `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes}` : '';
  return prepareBulk<ArchiveRow>(
    columns.map((column, index) => [
      column.name,
      SENT_AS[column.type],
      (row) => decode(row[index] ?? null, column.type),
    ]),
    (names, source) => `INSERT INTO ${name} (${names}) SELECT ${names} FROM ${source} ${replacing}`,
  );
}

function decode(value: string | null, type: ArchiveTable['columns'][number]['type']) {
  return value !== null && type === 'bytes' ? Buffer.from(value, 'base64') : value;
}
