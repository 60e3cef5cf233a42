import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await grantTo(sandbox, 'ada', '5');
});
afterAll(() => sandbox.close());

const read = async () => (await sandbox.request<string>('GET', '/metrics')).body;
const valueOf = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((found) => found.startsWith(`${line} `))
      ?.split(' ')[1],
  );

test('counts requests, also refused ones, by route template and status', async () => {
  await sandbox.request('GET', '/v1/customers/ada');
  await sandbox.request('GET', '/v1/customers/bob');
  await sandbox.request('GET', '/v1/customers/nobody');
  await sandbox.request('GET', '/v1/customers/ada', undefined, { authorization: '' });
  await sandbox.request('GET', '/v1/nowhere/at/all');
  const text = await read();
  const count = (route: string, status: number) =>
    valueOf(text, `drawdown_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`);
  expect(count('/v1/customers/{id}', 200)).toBe(2);
  expect(count('/v1/customers/{id}', 404)).toBe(1);
  expect(count('/v1/customers/{id}', 401)).toBe(1);
  expect(count('other', 404)).toBe(1);
});

test('measures the engine, the store, streams, due accounts and the clock', async () => {
  const text = await read();
  expect(valueOf(text, 'drawdown_engine_batch_commands_count')).toBeGreaterThan(0);
  expect(valueOf(text, 'drawdown_engine_batch_commands_sum')).toBeGreaterThan(0);
  expect(valueOf(text, 'drawdown_store_commit_duration_seconds_sum')).toBeGreaterThan(0);
  expect(valueOf(text, 'drawdown_store_failed_batches_total')).toBe(0);
  expect(valueOf(text, 'drawdown_engine_waiting_commands')).toBe(0);
  expect(valueOf(text, 'drawdown_clock_steady')).toBe(1);
  expect(valueOf(text, 'drawdown_inspection_findings')).toBe(0);
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');

  expect(valueOf(text, 'drawdown_streams_open')).toBe(0);
  const token = await sandbox.tokenFor('ada');
  const stream = await sandbox.app.request('/customer/v1/stream', { headers: { authorization: `Bearer ${token}` } });
  expect(valueOf(await read(), 'drawdown_streams_open')).toBe(1);
  await stream.body?.cancel();

  const own = await openSandbox();
  await seed(own);
  await grantTo(own, 'ada', '5', { expiresAt: new Date(Date.now() + 1_000).toISOString() });
  await expect
    .poll(async () => (await own.request<string>('GET', '/metrics')).body)
    .toContain('drawdown_due_accounts 1');
  await own.close();
});

test('no label has a customer, a key or another unbounded value', async () => {
  await sandbox.request('GET', '/v1/customers/a-name-that-stands-out');
  await sandbox.request('GET', '/elsewhere-that-stands-out');
  const text = await read();
  for (const name of ['ada', 'bob', 'stands-out', 'ai-tokens', 'key_']) expect(text).not.toContain(name);
});

test('requires a key that may read, unless metrics are open', async () => {
  const as = async (authorization: string) =>
    (await sandbox.refused('GET', '/metrics', undefined, { authorization })).status;
  expect(await as('')).toBe(401);
  expect(await as('Bearer dd_test_unknown')).toBe(401);
  expect(await as(`Bearer ${await sandbox.tokenFor('ada')}`)).toBe(401);
  expect(await as(`Bearer ${await sandbox.keyWith('usage')}`)).toBe(403);
  expect(await as(`Bearer ${await sandbox.keyWith('read')}`)).toBe(200);
  const open = await openSandbox({ openMetrics: true });
  expect((await open.app.request('/metrics')).status).toBe(200);
  await open.close();
});
