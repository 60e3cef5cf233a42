import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// A cursor continues the list that gave it. With other filters it would skip or repeat rows.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  for (const customerId of ['ada', 'bob'])
    for (const amount of ['1', '2', '3']) await grantTo(sandbox, customerId, amount);
});
afterAll(() => sandbox.close());

const cursorOf = async (path: string, headers = {}) => {
  const { status, body } = await sandbox.request<{ nextCursor: string | null }>('GET', path, undefined, headers);
  expect([status, typeof body.nextCursor]).toEqual([200, 'string']);
  return `&cursor=${body.nextCursor}`;
};
const statusOf = async (path: string, headers = {}) => {
  const { status, body } = await sandbox.refused('GET', path, undefined, headers);
  return [status, body.errors?.map((error) => error.path)];
};

const GRANTS = '/v1/grants?customerId=ada&limit=1';
const LEDGER = '/v1/customers/ada/ledger?creditTypeId=ai-tokens&limit=1';

test.each([
  [GRANTS, '/v1/grants?customerId=ada&limit=1&status=active'],
  [GRANTS, '/v1/grants?customerId=ada&limit=1&order=burn'],
  [GRANTS, '/v1/grants?customerId=bob&limit=1'],
  [LEDGER, `${LEDGER}&type=granted`],
  [LEDGER, '/v1/customers/bob/ledger?creditTypeId=ai-tokens&limit=1'],
  [LEDGER, `${LEDGER}&order=asc`],
  ['/v1/customers?limit=1', '/v1/customers?limit=1&search=a'],
  ['/v1/customers?limit=1', '/v1/products?limit=1'],
])('a cursor of %s is refused by %s', async (given, other) => {
  const cursor = await cursorOf(given);
  expect(await statusOf(`${other}${cursor}`)).toEqual([400, ['cursor']]);
  expect((await sandbox.request('GET', `${given}${cursor}`)).status).toBe(200);
});

test('the page may have another size', async () => {
  const cursor = await cursorOf(GRANTS);
  const { status, body } = await sandbox.request('GET', `/v1/grants?customerId=ada&limit=50${cursor}`);
  expect([status, body['data']]).toEqual([200, [expect.anything(), expect.anything()]]);
});

test('a cursor of one customer is refused for another one', async () => {
  const as = async (customerId: string) => ({ authorization: `Bearer ${await sandbox.tokenFor(customerId)}` });
  const path = '/customer/v1/grants?limit=1';
  const cursor = await cursorOf(path, await as('ada'));
  expect(await statusOf(`${path}${cursor}`, await as('bob'))).toEqual([400, ['cursor']]);
});
