import type pg from 'pg';
import { inspectLedger } from '../../common/ports/inspection.js';
import type { Finding } from '../../ports/maintenance.js';
import type { Connection } from '../driver/connection.js';
import { ledgerRecords } from '../ports/inspection.js';
import { pending, triggerNames } from '../migrate.js';
import { couldRewrite } from '../driver/rights.js';

const OLDEST_TESTED = 15;
const problem = (message: string): Finding => ({ severity: 'problem', message });
const warning = (message: string): Finding => ({ severity: 'warning', message });

export async function* examine(connection: Connection): AsyncGenerator<Finding> {
  const { client } = connection;
  yield* await settings(client);
  const missing = await pending(client);
  if (missing.length > 0) {
    // Only another version knows the meaning of these tables.
    yield problem(`the schema lacks ${missing.map(({ name }) => name).join(', ')}: run drawdown migrate`);
    return;
  }
  yield* await schema(client);
  if (await couldRewrite(client)) {
    yield warning('the role of DATABASE_URL could rewrite entries: give the tables to DATABASE_MIGRATION_URL');
  }
  for await (const finding of inspectLedger(ledgerRecords(connection))) yield problem(finding);
}

const SETTINGS: readonly (readonly [name: string, isWrong: (value: string) => boolean, finding: Finding])[] = [
  ['fsync', (value) => value !== 'on', warning('fsync is off: a crash of the machine loses commits, or the database')],
  ['full_page_writes', (value) => value !== 'on', warning('full_page_writes is off: a crash may leave torn pages')],
  ['server_encoding', (value) => value !== 'UTF8', problem('server_encoding is not UTF8: names cannot be kept')],
  [
    'session_replication_role',
    (value) => value === 'replica',
    problem('session_replication_role is replica: no trigger keeps the ledger append-only'),
  ],
  [
    'server_version_num',
    (value) => Number(value) < OLDEST_TESTED * 10_000,
    warning(`PostgreSQL is older than ${OLDEST_TESTED}, which is the oldest that the tests run on`),
  ],
];

async function settings(client: pg.ClientBase): Promise<readonly Finding[]> {
  const names = SETTINGS.map(([name]) => name);
  const { rows } = await client.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [names],
  );
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  return SETTINGS.filter(([name, isWrong]) => isWrong(values.get(name) ?? '')).map(([, , finding]) => finding);
}

async function schema(client: pg.ClientBase): Promise<readonly Finding[]> {
  const { rows: awake } = await client.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid
     WHERE t.relnamespace = current_schema()::regnamespace AND tgenabled IN ('O', 'A') AND NOT tgisinternal`,
  );
  const there = new Set(awake.map(({ name }) => name));
  const { rows: halves } = await client.query<{ what: string }>(
    `SELECT 'index ' || indexrelid::regclass AS what FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
       WHERE t.relnamespace = current_schema()::regnamespace AND NOT indisvalid
     UNION ALL SELECT 'constraint ' || conname FROM pg_constraint
       WHERE connamespace = current_schema()::regnamespace AND NOT convalidated`,
  );
  return [
    ...triggerNames()
      .filter((name) => !there.has(name))
      .map((name) => problem(`the trigger ${name} is missing or disabled`)),
    ...halves.map(({ what }) => problem(`the ${what} is not valid`)),
  ];
}
