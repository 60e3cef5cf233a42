import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// The limits of docs/operations.md that a request can reach: the last value that is taken, and the first that is not.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
});
afterAll(() => sandbox.close());

const post = (path: string, body: unknown, headers = {}) => sandbox.refused('POST', path, body, headers);
const put = (id: string, body: unknown = {}) => sandbox.refused('PUT', `/v1/customers/${id}`, body);
const pairs = (count: number, value = 'x') =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]));

test('ids have 1 to 128 characters', async () => {
  expect((await put('x'.repeat(128))).status).toBe(201);
  expect((await put('x'.repeat(129))).status).toBe(400);
  expect((await put('aA0_.:-')).status).toBe(201);
  expect((await put('a b')).status).toBe(400);
});

test('an idempotency key has 1 to 255 characters, in the header and in the body', async () => {
  const grant = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '1', category: 'paid' };
  const report = (idempotencyKey: string) =>
    post('/v1/events', { customerId: 'ada', featureId: 'emails', idempotencyKey });
  for (const [length, granted, reported] of [
    [1, 201, 200],
    [255, 201, 200],
    [256, 400, 400],
  ] as const) {
    const key = '~'.repeat(length);
    expect((await post('/v1/grants', grant, { 'idempotency-key': key })).status).toBe(granted);
    expect((await report(key)).status).toBe(reported);
  }
  expect((await report('')).status).toBe(400);
});

test('a page has 1 to 100 items, and 20 if nothing is said', async () => {
  for (let index = 0; index < 101; index += 1) await put(`listed-${String(index).padStart(3, '0')}`);
  const sizeOf = async (query: string) =>
    (await sandbox.request<{ data: unknown[] }>('GET', `/v1/customers${query}`)).body.data.length;
  expect(await sizeOf('')).toBe(20);
  expect(await sizeOf('?limit=1')).toBe(1);
  expect(await sizeOf('?limit=100')).toBe(100);
  for (const limit of [0, 101]) expect((await sandbox.refused('GET', `/v1/customers?limit=${limit}`)).status).toBe(400);
});

test('an event has up to 50 dimensions of 500 characters', async () => {
  let key = 0;
  const status = async (dimensions: object) => {
    const report = { customerId: 'ada', eventName: 'email.sent', dimensions, idempotencyKey: `d${(key += 1)}` };
    return (await post('/v1/events', report)).status;
  };
  expect(await status(pairs(50, 'x'.repeat(500)))).toBe(200);
  expect(await status(pairs(51))).toBe(400);
  expect(await status(pairs(1, 'x'.repeat(501)))).toBe(400);
});

test('metadata has up to 50 pairs with values of 500 characters', async () => {
  expect((await put('noted', { metadata: pairs(50, 'x'.repeat(500)) })).status).toBe(201);
  expect((await put('noted', { metadata: pairs(51) })).status).toBe(400);
  expect((await put('noted', { metadata: pairs(1, 'x'.repeat(501)) })).status).toBe(400);
});

test('an e-mail has up to 254 characters', async () => {
  const address = (length: number) => `${'a'.repeat(length - 12)}@example.com`;
  expect((await put('written', { email: address(254) })).status).toBe(201);
  expect((await put('written', { email: address(255) })).status).toBe(400);
});

test('a plan has up to 200 features', async () => {
  const unit = { singular: 'one', plural: 'many' };
  const ids = Array.from({ length: 201 }, (_, index) => `f${index}`);
  for (const id of ids) {
    const meter = { eventName: id, aggregation: 'count' };
    expect((await post('/v1/features', { id, name: id, unit, meter })).status).toBe(201);
  }
  const plan = (count: number) => ({
    ...{ id: `with-${count}`, name: 'Wide', type: 'paid', billingModel: 'prepaid', creditTypeId: 'ai-tokens' },
    ...{
      consumption: ids.slice(0, count).map((featureId) => ({ featureId, credits: '1', units: '1' })),
      limit: 'hard',
    },
  });
  expect((await post('/v1/plans', plan(200))).status).toBe(201);
  expect((await post('/v1/plans', plan(201))).status).toBe(400);
});

test('a customer token lives for 30 s to 1 h, and 15 min if nothing is said', async () => {
  const lifeOf = async (expiresIn?: number) => {
    const { status, body } = await sandbox.request('POST', '/v1/customer-tokens', { customerId: 'ada', expiresIn });
    const lifeMs = Date.parse(String(body['expiresAt'])) - Date.now();
    return status === 201 ? Math.round(lifeMs / 10_000) * 10 : status;
  };
  expect(await lifeOf(30)).toBe(30);
  expect(await lifeOf(3_600)).toBe(3_600);
  expect(await lifeOf()).toBe(900);
  for (const expiresIn of [29, 3_601]) expect(await lifeOf(expiresIn)).toBe(400);
});

test('a batch has up to 1,000 events in 1 MB', async () => {
  const events = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ customerId: 'ada', featureId: 'emails', idempotencyKey: `batch ${index}` },
    }));
  const batch = (count: number) => post('/v1/events/batch', { events: events(count) });
  const { status, body } = await batch(1_000);
  expect([status, (body as unknown as { results: unknown[] }).results.length]).toEqual([200, 1_000]);
  expect((await batch(1_001)).status).toBe(400);
  const text = JSON.stringify({ events: events(1) });
  const padded = (size: number) => text.slice(0, -1) + ' '.repeat(size - text.length) + '}';
  expect((await post('/v1/events/batch', padded(1024 * 1024))).status).toBe(200);
  expect((await post('/v1/events/batch', padded(1024 * 1024 + 1))).status).toBe(413);
});
