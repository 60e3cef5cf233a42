import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox({ rateLimits: { key: 3, customer: 1 } });
  await seed(sandbox);
});
afterAll(() => sandbox.close());

/** Sends until a request is refused, and returns the number of accepted requests. */
async function exhaust(send: () => Promise<{ status: number }>): Promise<number> {
  for (let sent = 0; sent < 100; sent += 1) {
    const { status } = await send();
    if (status === 429) return sent;
  }
  throw new Error('nothing was refused');
}

test('a key above its rate is told when to retry, while other keys and health continue', async () => {
  const [one, other] = [await sandbox.keyWith('read'), await sandbox.keyWith('read')];
  const as = (key: string) => ({ authorization: `Bearer ${key}` });
  const read = (key: string) => sandbox.request('GET', '/v1/customers/ada', undefined, as(key));
  expect(await exhaust(() => read(one))).toBe(30);
  const refused = await sandbox.refused('GET', '/v1/customers/ada', undefined, as(one));
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=30;w=10');
  expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
  expect((await read(other)).status).toBe(200);
  for (const path of ['/healthz', '/readyz']) expect((await sandbox.app.request(path)).status).toBe(200);
});

test('a customer’s tokens share one limit, and streams do not count', async () => {
  const tokens = [await sandbox.tokenFor('ada'), await sandbox.tokenFor('ada', ['read', 'settings'])];
  const as = (index: number) => ({ authorization: `Bearer ${tokens[index % 2]}` });
  let sent = 0;
  const read = () => sandbox.request('GET', '/customer/v1/balances', undefined, as((sent += 1)));
  expect(await exhaust(read)).toBe(10);
  const bob = { authorization: `Bearer ${await sandbox.tokenFor('bob')}` };
  expect((await sandbox.request('GET', '/customer/v1/balances', undefined, bob)).status).toBe(200);
  const stream = await sandbox.app.request('/customer/v1/stream', { headers: as(0) });
  expect(stream.status).toBe(200);
  await stream.body?.cancel();
});
