import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { AppOptions } from '../../server/index.js';
import { grant, seedStore } from '../support/commands.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { newFolder, openStore } from '../store/sqlite-file.js';

const HOUR_MS = 3_600_000;
const folder = newFolder();
let sandbox: Sandbox | null = null;
let files = 0;

afterEach(() => sandbox?.close());
afterAll(() => folder.remove());

/** A ledger that a server with a wrong clock wrote, and a server with the right clock on it. */
async function open(aheadMs: number, options: Partial<AppOptions> = {}): Promise<Sandbox> {
  const database = join(folder.path, `${(files += 1)}.db`);
  const nowMs = Date.now() + aheadMs;
  const store = await openStore(database);
  await seedStore(store, nowMs);
  await store.transact([grant(7, { expiresAtMs: nowMs + HOUR_MS })], nowMs);
  await store.close();
  sandbox = await openSandbox({ database, ...options });
  return sandbox;
}

const report = { customerId: 'ada', featureId: 'mail', idempotencyKey: 'one' };

test('a clock an hour before the newest entry: writes are refused and say why, reads answer as of that entry', async () => {
  const { request } = await open(HOUR_MS);
  for (const [method, path, body] of [
    ['POST', '/v1/events', report],
    ['PUT', '/v1/customers/new', {}],
    ['PATCH', '/v1/credit-types/tokens', { name: 'Tokens' }],
  ] as const) {
    const refused = await request(method, path, body);
    expect(refused).toMatchObject({ status: 503, body: { code: 'clock_jumped' } });
    expect(refused.body['detail']).toContain('before the newest entry');
  }
  const { body } = await request('GET', '/v1/customers/ada/balances/tokens');
  expect(body).toMatchObject({ balance: '7' });
  expect((await request<{ data: object[] }>('GET', '/v1/grants?customerId=ada')).body.data).toMatchObject([
    { status: 'active', remaining: '7' },
  ]);
  expect((await request('GET', '/readyz')).body).toMatchObject({ checks: { clock: 'jumped' } });
});

test('a clock four minutes before the newest entry is within the drift of servers', async () => {
  const { request } = await open(HOUR_MS / 15);
  expect((await request('POST', '/v1/events', report)).status).toBe(200);
});

test('an operator who knows that the clock is right lets the server write', async () => {
  const { request } = await open(HOUR_MS, { trustClock: true });
  expect((await request('POST', '/v1/events', report)).status).toBe(200);
});
