import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditDatabase } from '../store/postgres-database.js';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServer } from '../support/server-process.js';

const CUSTOMERS = ['ada', 'bob', 'eve'];
const SENDERS = 12;
const ENOUGH = 200;

let database: TestDatabase;
let servers: readonly [ServerProcess, ServerProcess];

beforeAll(async () => {
  database = await newDatabase();
  const start = () => startServer('', { DATABASE_URL: database.url, LOG_LEVEL: 'error' });
  servers = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  await database.drop();
});

type Report = { readonly customerId: string; readonly idempotencyKey: string; readonly quantity: number };

async function sender(client: Client, name: string, sent: Map<string, Report>, acknowledged: Map<string, unknown>) {
  for (let index = 0; ; index += 1) {
    const customerId = CUSTOMERS[index % CUSTOMERS.length] ?? '';
    const report = { customerId, featureId: 'mail', quantity: 1 + (index % 4), idempotencyKey: `${name}:${index}` };
    sent.set(report.idempotencyKey, report);
    try {
      const { status, body } = await client.send('POST', '/v1/events', report);
      expect(status).toBe(200);
      acknowledged.set(report.idempotencyKey, body['eventId']);
    } catch {
      return;
    }
  }
}

test('after a server is killed under load, retries at another make every event happen once', async () => {
  const [dying, living] = servers.map(({ url }) => connect(url, SENDERS)) as [Client, Client];
  await seedOver(living, CUSTOMERS);
  for (const customerId of CUSTOMERS) await give(living, customerId, '100000');
  const sent = new Map<string, Report>();
  const acknowledged = new Map<string, unknown>();
  const sending = Array.from({ length: SENDERS }, (_, index) => sender(dying, String(index), sent, acknowledged));
  await expect.poll(() => acknowledged.size).toBeGreaterThan(ENOUGH);
  await servers[0].end('SIGKILL');
  await Promise.all(sending);

  for (const report of sent.values()) {
    const { status, body } = await living.send('POST', '/v1/events', report);
    expect(status).toBe(200);
    const before = acknowledged.get(report.idempotencyKey);
    if (before !== undefined) expect(body).toMatchObject({ eventId: before, duplicate: true });
  }
  for (const customerId of CUSTOMERS) {
    const own = [...sent.values()].filter((report) => report.customerId === customerId);
    const used = own.reduce((sum, { quantity }) => sum + quantity, 0);
    const { body } = await living.send('GET', `/v1/customers/${customerId}/balances/tokens`);
    expect(body['balance']).toBe(String(100_000 - used));
  }
  for (const client of [dying, living]) client.close();
  expect(await auditDatabase(database)).toEqual([]);
});
