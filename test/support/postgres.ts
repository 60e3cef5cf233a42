import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  readonly url: string;
  urlOf(role: { readonly name: string; readonly password: string }): string;
  /** Runs a statement as the owner, past the store. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A separate connection, for example to hold a transaction open. */
  connect(): Promise<pg.Client>;
  drop(): Promise<void>;
};

export function throughPgBouncer(url: string): string {
  const bouncer = inject('pgBouncerUrl');
  if (bouncer === null) throw new Error('PgBouncer is not installed');
  const way = new URL(bouncer);
  way.pathname = new URL(url).pathname;
  return way.href;
}

/** The ways to reach a database. Tests of an unavailable way are skipped visibly. */
export const WAYS: readonly { readonly way: string; readonly isThere: boolean; through(url: string): string }[] = [
  { way: 'straight', isThere: true, through: (url) => url },
  { way: 'through PgBouncer', isThere: inject('pgBouncerUrl') !== null, through: throughPgBouncer },
];

export async function newDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `drawdown_test_${randomBytes(6).toString('hex')}`;
  await once(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  // A test may end every connection.
  pool.on('error', () => undefined);
  return {
    url: url.href,
    urlOf(role) {
      const other = new URL(url);
      other.username = role.name;
      other.password = role.password;
      return other.href;
    },
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows;
    },
    async connect() {
      const client = new pg.Client({ connectionString: url.href });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    async drop() {
      await pool.end();
      await once(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export async function blocked(database: TestDatabase): Promise<number> {
  const [row] = await database.query<{ waiting: string }>(
    `SELECT count(*) AS waiting FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return Number(row?.waiting);
}

export async function newRole(): Promise<{ readonly name: string; readonly password: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `drawdown_role_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await once(server, `CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  return { name, password, drop: () => once(server, `DROP ROLE ${name}`) };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
