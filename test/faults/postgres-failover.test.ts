import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { auditDatabase } from '../store/postgres-database.js';
import { hasBalance, seenBy, type StreamServer, serveSandbox } from '../streaming/served.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { grantTo } from '../support/sandbox.js';

let database: TestDatabase;
let one: StreamServer;
let other: StreamServer;
let logged = '';

beforeAll(async () => {
  database = await newDatabase();
  const logger = pino({ level: 'error' }, { write: (line) => (logged += line) });
  const open = () => serveSandbox({ database: { url: database.url }, jobs: false, logger });
  [one, other] = [await open(), await open()];
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);

/** Runs statements while no client can connect to the database. */
async function whileAway(...statements: readonly string[]): Promise<void> {
  const name = nameOf(database);
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
  for (const statement of statements) await client.query(statement);
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await client.end();
}

test('after a failover that lost commits, streams restart with the remaining state and the loss is logged', async () => {
  const name = nameOf(database);
  await grantTo(one, 'ada', '10');
  const reader = await other.watch('ada');
  await whileAway(`CREATE DATABASE ${name}_standby TEMPLATE ${name}`);
  await one.burn('ada');
  await reader.next(hasBalance('9'));
  expect(logged).not.toContain('VersionWentBack');

  await whileAway(`ALTER DATABASE ${name} RENAME TO ${name}_lost`, `ALTER DATABASE ${name}_standby RENAME TO ${name}`);
  await reader.ended;
  await expect.poll(() => logged).toContain('VersionWentBack');
  const again = await other.watch('ada');
  expect(seenBy(again)).toMatchObject([{ balance: '10', version: 1 }]);

  // The lost event never happened, so a report with the same key counts as the first.
  await one.request('POST', '/v1/events', {
    ...{ customerId: 'ada', featureId: 'emails', quantity: '1', idempotencyKey: 'burn-1' },
  });
  await again.next(hasBalance('9'));
  again.hangUp();
  expect(await auditDatabase(database)).toEqual([]);
  await whileAway(`DROP DATABASE ${name}_lost`);
});
