import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSandbox, type StreamServer } from '../streaming/served.js';

let server: StreamServer;

beforeAll(async () => {
  server = await serveSandbox();
});
afterAll(() => server.close());

const statusOf = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await server.request('GET', '/customer/v1/balances', undefined, headers)).status;
};
const lastCustomerAction = async (customerId: string) => {
  const { body } = await server.request<{ data: { action: string }[] }>(
    'GET',
    `/v1/audit-log?customerId=${customerId}`,
  );
  return body.data[0]?.action;
};

test('revoked tokens of a customer are refused, its streams end, and a new token is good at once', async () => {
  const [old, others] = [await server.tokenFor('ada'), await server.tokenFor('bob')];
  const stream = await server.watch('ada');
  const bobsStream = await server.watch('bob');
  expect([await statusOf(old), await statusOf(others)]).toEqual([200, 200]);

  const { status, body } = await server.request('POST', '/v1/customers/ada/revoke-tokens');
  expect([status, body]).toMatchObject([200, { id: 'ada', tokensNotBefore: expect.any(String) as unknown }]);
  expect([await statusOf(old), await statusOf(others)]).toEqual([401, 200]);
  expect(await stream.next(({ event }) => event === 'bye')).toMatchObject({ data: { reason: 'token_expired' } });
  expect(await statusOf(await server.tokenFor('ada'))).toBe(200);
  await server.watch('ada');
  await server.burn('bob');
  await bobsStream.next(({ event }) => event === 'balance');
  expect(await lastCustomerAction('ada')).toBe('customer.revokeTokens');
});

test('an erased customer has no token: those it had are refused, its streams end, and none is made', async () => {
  await server.request('PUT', '/v1/customers/eve', {});
  const token = await server.tokenFor('eve');
  const stream = await server.watch('eve');
  await server.request('DELETE', '/v1/customers/eve');
  expect(await statusOf(token)).toBe(401);
  await stream.next(({ event }) => event === 'bye');
  const { status, body } = await server.refused('POST', '/v1/customer-tokens', { customerId: 'eve' });
  expect([status, body.code]).toEqual([409, 'customer_erased']);
});

test('tokens are revoked by who may make them, of a customer who is there', async () => {
  expect((await server.refused('POST', '/v1/customers/nobody/revoke-tokens')).status).toBe(404);
  const headers = { authorization: `Bearer ${await server.keyWith('customers', 'grants', 'read')}` };
  expect((await server.refused('POST', '/v1/customers/ada/revoke-tokens', undefined, headers)).status).toBe(403);
});

test('grants do not open profiles: a customer is written and erased with the scope customers', async () => {
  const granting = { authorization: `Bearer ${await server.keyWith('grants', 'usage', 'read')}` };
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const body = method === 'DELETE' ? undefined : { name: 'Mallory' };
    expect((await server.refused(method, '/v1/customers/bob', body, granting)).status).toBe(403);
  }
  const writing = { authorization: `Bearer ${await server.keyWith('customers')}` };
  expect((await server.request('PUT', '/v1/customers/bob', { name: 'Bob' }, writing)).status).toBe(200);
});

test('wrong keys are slowed down, and known ones are not', async () => {
  const guess = (n: number) => ({ authorization: `Bearer dd_test_${String(n).padStart(43, '0')}` });
  const statuses: number[] = [];
  for (let n = 0; n < 201; n += 1)
    statuses.push((await server.refused('GET', '/v1/customers', undefined, guess(n))).status);
  expect([...new Set(statuses)]).toEqual([401, 429]);
  expect((await server.request('GET', '/v1/customers')).status).toBe(200);
});
