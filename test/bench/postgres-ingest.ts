import pg from 'pg';
import { eventCommands } from './ledger.js';
import { type Databases, withEngine } from './postgres-ledger.js';
import { compare, type Comparison, rate } from './rounds.js';

const EVENTS = 20_000;
const BATCH = 1_000;

type Row = readonly unknown[];
/** A table that a run of the batch path added rows to, with these rows in insertion order. */
type TableRows = { readonly name: string; readonly columns: readonly Column[]; readonly rows: readonly Row[] };
type Column = { readonly name: string; readonly type: string };
/** The rows that one run wrote, and a copy of the database from before the run. */
type Recording = { readonly seeded: string; readonly appended: readonly TableRows[] };

/**
 * Compares the batch path (queue, lock, load, decide, hash, write, commit) with a bare `pg` loop, which only writes the
 * same rows as durably: one statement with arrays for each table and batch, all sent at once.
 */
export async function benchPostgresIngest(databases: Databases, rounds: number): Promise<Comparison> {
  const recording = await record(databases);
  const tables = recording.appended.map(({ name }) => name).join(', ');
  const name =
    'PostgreSQL: batch ingest, 1,000 events over 20 customers a batch ÷ bare unnest loop; ' +
    `rows: ${tables}, accounts, grants, usage quarters`;
  try {
    return await compare(
      { name, unit: 'events/s', reach: 0.5, rounds },
      { ours: () => batchPath(databases, recording), limit: () => bareLoop(databases, recording) },
    );
  } finally {
    await databases.drop(recording.seeded);
  }
}

async function inCopy(databases: Databases, { seeded }: Recording, task: (url: string) => Promise<number>) {
  const url = await databases.create(seeded);
  try {
    return await task(url);
  } finally {
    await databases.drop(url);
  }
}

const batchPath = (databases: Databases, recording: Recording): Promise<number> =>
  inCopy(databases, recording, (url) =>
    withEngine(url, { isSeeded: true }, async (engine) => {
      const commands = eventCommands(EVENTS);
      return rate(EVENTS, async () => {
        await Promise.all(commands.map((command) => engine.submit(command)));
      });
    }),
  );

async function record(databases: Databases): Promise<Recording> {
  const seeded = await databases.create();
  await withEngine(seeded, { isSeeded: false }, () => Promise.resolve());
  const written = await databases.create(seeded);
  const before = await connected(seeded, counts);
  await withEngine(written, { isSeeded: true }, async (engine) => {
    await Promise.all(eventCommands(EVENTS).map((command) => engine.submit(command)));
  });
  const appended = await connected(written, async (client) => {
    const grown = [...(await counts(client))].filter(([name, count]) => count >= (before.get(name) ?? 0) + EVENTS);
    const tables: TableRows[] = [];
    for (const [name] of grown) {
      const columns = await columnsOf(client, name);
      // The order of `ctid` is the order in which the rows were written.
      const text = `SELECT ${columns.map((column) => column.name).join(', ')} FROM ${name} ORDER BY ctid OFFSET $1`;
      const { rows } = await client.query<unknown[]>({ text, values: [before.get(name) ?? 0], rowMode: 'array' });
      tables.push({ name, columns, rows });
    }
    return tables;
  });
  await databases.drop(written);
  return { seeded, appended };
}

async function connected<T>(url: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, pipeline: true });
  await client.connect();
  return task(client).finally(() => client.end());
}

async function counts(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  const found = new Map<string, number>();
  for (const { name } of rows) {
    const counted = await client.query<{ count: string }>(`SELECT count(*) FROM ${name}`);
    found.set(name, Number(counted.rows[0]?.count));
  }
  return found;
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows;
}

const bareLoop = (databases: Databases, recording: Recording): Promise<number> =>
  inCopy(databases, recording, (url) =>
    connected(url, (client) =>
      rate(EVENTS, async () => {
        for (let from = 0; from < EVENTS; from += BATCH) await writeBatch(client, recording, from);
      }),
    ),
  );

const UPDATE_ACCOUNTS = `UPDATE accounts AS t SET entry_seq = entry_seq + c.events, version = version + c.events,
    balance = balance - c.events * 1000000, head_hash = c.hash
  FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS c (customer_id, events, hash)
  WHERE t.customer_id = c.customer_id AND t.credit_type_id = 'tokens' AND t.resource_id = ''`;
const UPDATE_GRANTS = `UPDATE grants AS t SET remaining = remaining - c.events * 1000000,
    consumed = consumed + c.events * 1000000
  FROM unnest($1::text[], $2::text[], $3::bigint[]) AS c (customer_id, id, events)
  WHERE t.customer_id = c.customer_id AND t.id = c.id`;
const ADD_USAGE = `INSERT INTO usage_quarters AS t
    (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id, credits, millionths, events)
  SELECT customer_id, 'tokens', '', 0, 'chat', user_id, events, 0, events
  FROM unnest($1::text[], $2::text[], $3::bigint[]) AS c (customer_id, user_id, events)
  ON CONFLICT (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id)
  DO UPDATE SET credits = t.credits + excluded.credits, millionths = t.millionths + excluded.millionths,
    events = t.events + excluded.events`;

async function writeBatch(client: pg.Client, { appended }: Recording, from: number): Promise<void> {
  const sent: Promise<unknown>[] = [client.query('BEGIN')];
  for (const { name, columns, rows } of appended) {
    const batch = rows.slice(from, from + BATCH);
    const names = columns.map((column) => column.name).join(', ');
    const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
    const text = `INSERT INTO ${name} (${names}) SELECT ${names} FROM unnest(${arrays}) AS c (${names})`;
    sent.push(client.query({ text, values: columns.map((_, index) => batch.map((row) => row[index])) }));
  }
  const { accounts, grants, usage } = totals(appended, from);
  sent.push(client.query(UPDATE_ACCOUNTS, accounts));
  sent.push(client.query(UPDATE_GRANTS, grants));
  sent.push(client.query(ADD_USAGE, usage));
  sent.push(client.query('COMMIT'));
  await Promise.all(sent);
}

function totals(appended: readonly TableRows[], from: number) {
  const entries = appended.find(({ name }) => name === 'entries');
  const at = (name: string) => entries?.columns.findIndex((column) => column.name === name) ?? -1;
  const [customer, grant, user, hash] = [at('customer_id'), at('grant_id'), at('user_id'), at('hash')];
  const accounts = new Map<unknown, { events: number; hash: unknown }>();
  const grants = new Map<unknown, { customer: unknown; events: number }>();
  const usage = new Map<string, { customer: unknown; user: unknown; events: number }>();
  for (const row of entries?.rows.slice(from, from + BATCH) ?? []) {
    accounts.set(row[customer], { events: (accounts.get(row[customer])?.events ?? 0) + 1, hash: row[hash] });
    grants.set(row[grant], { customer: row[customer], events: (grants.get(row[grant])?.events ?? 0) + 1 });
    const key = `${String(row[customer])} ${String(row[user])}`;
    usage.set(key, { customer: row[customer], user: row[user], events: (usage.get(key)?.events ?? 0) + 1 });
  }
  const [each, given, used] = [[...accounts], [...grants], [...usage.values()]];
  return {
    accounts: [each.map(([id]) => id), each.map(([, sum]) => sum.events), each.map(([, sum]) => sum.hash)],
    grants: [given.map(([, sum]) => sum.customer), given.map(([id]) => id), given.map(([, sum]) => sum.events)],
    usage: [used.map((sum) => sum.customer), used.map((sum) => sum.user), used.map((sum) => sum.events)],
  };
}
