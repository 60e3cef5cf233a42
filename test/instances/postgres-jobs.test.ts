import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, give, seedOver } from '../support/http-client.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServer } from '../support/server-process.js';

let database: TestDatabase;
let servers: readonly ServerProcess[];

beforeAll(async () => {
  database = await newDatabase();
  const start = () => startServer('', { DATABASE_URL: database.url, LOG_LEVEL: 'error' });
  servers = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  await database.drop();
});

/** Finds the server that runs the job: a holder's name is its machine, its process id and a sequence number. */
async function holder(): Promise<ServerProcess | undefined> {
  const [row] = await database.query<{ holder: string }>("SELECT holder FROM leases WHERE name = 'due'");
  return servers.find(({ child }) => row?.holder.split(':').at(-2) === String(child.pid));
}

test('after the server that runs the jobs is killed, the other one runs them', async () => {
  await expect.poll(holder).toBeDefined();
  const dying = await holder();
  const living = servers.find((server) => server !== dying);
  await dying?.end('SIGKILL');
  expect(await holder()).toBe(dying);
  await database.query('UPDATE leases SET until_ms = 0');
  await expect.poll(holder).toBe(living);

  const client = connect(living?.url ?? '');
  await seedOver(client, ['ada']);
  await give(client, 'ada', '5', { expiresAt: new Date(Date.now() + 1_000).toISOString() });
  const expired = () => database.query("SELECT seq FROM entries WHERE type = 'expired'");
  await expect.poll(expired).toEqual([{ seq: '2' }]);
  client.close();
});

test('a server that stops releases its jobs', async () => {
  const [last] = servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  await last?.end('SIGTERM');
  expect(await database.query('SELECT name FROM leases')).toEqual([]);
});
