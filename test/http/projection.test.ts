import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Balance, Balances, Projection } from '../../server/contract/index.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
/** Noon on a Thursday in Ada's zone, Berlin, eleven days after the clocks there went back. */
const NOW = '2026-11-05T11:00:00.000Z';

const projection = async (customerId: string, query = '') => {
  const path = `/v1/customers/${customerId}/balances/ai-tokens?include=projection${query}`;
  const { status, body } = await sandbox.request<Balance>('GET', path);
  expect([status, body.asOf]).toEqual([200, NOW]);
  return body.projection as Projection;
};
/** Each costs one credit. */
const mail = (customerId: string, quantity: string, timestamp: string, more: object = {}) =>
  sandbox.request('POST', '/v1/events', {
    ...{ customerId, featureId: 'emails', quantity, timestamp },
    ...{ idempotencyKey: `${quantity} at ${timestamp}`, ...more },
  });

beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.request('POST', '/v1/test-clock', { now: NOW });
  await seed(sandbox);
});
afterAll(() => sandbox.close());

test('answers the pace of seven days, the exhaustion at that pace, and the earlier expiries', async () => {
  await grantTo(sandbox, 'ada', '100');
  await mail('ada', '25', '2026-10-28T22:59:00Z');
  await mail('ada', '30', '2026-10-28T23:00:00Z');
  await mail('ada', '40', '2026-11-04T22:59:00Z');
  // The pace excludes today, because the day is incomplete.
  await mail('ada', '5', '2026-11-04T23:00:00Z');
  await grantTo(sandbox, 'ada', '200', { priority: 1 });
  await grantTo(sandbox, 'ada', '50', { priority: 2, expiresAt: '2026-11-08T11:00:00Z' });
  const said = {
    pace: { perDay: '10', days: 7, basis: 'last_7_days' },
    runsOutAt: '2026-11-25T11:00:00.000Z',
    expiringUnused: { amount: '50', by: [{ at: '2026-11-08T11:00:00.000Z', amount: '50' }] },
    ...{ reason: null, isComplete: true, horizon: '2029-11-04T11:00:00.000Z' },
  };
  expect(await projection('ada')).toEqual(said);
  // Each pool has its own pace.
  await mail('ada', '70', '2026-10-30T12:00:00Z', { resourceId: 'room' });
  expect(await projection('ada')).toEqual(said);
  expect(await projection('ada', '&resourceId=room')).toMatchObject({ pace: { perDay: '11.666667', days: 6 } });

  const all = await sandbox.request<Balances>('GET', '/v1/customers/ada/balances?include=projection');
  expect(all.body.data.map(({ projection: of }) => of?.runsOutAt)).toEqual([said.runsOutAt, NOW]);
  const token = await sandbox.tokenFor('ada');
  const own = await sandbox.request<Balances>('GET', '/customer/v1/balances?include=projection', undefined, {
    authorization: `Bearer ${token}`,
  });
  expect(own.body).toEqual(all.body);
});

test('a young pool averages its own days, if it has three, including the first', async () => {
  await sandbox.request('PUT', '/v1/customers/young', { timeZone: 'Europe/Berlin' });
  await grantTo(sandbox, 'young', '100');
  const nothing = {
    ...{ pace: null, runsOutAt: null, expiringUnused: null, reason: 'not_enough_data', isComplete: true },
    horizon: '2029-11-04T11:00:00.000Z',
  };
  expect(await projection('young')).toEqual(nothing);
  await mail('young', '1', '2026-11-02T23:00:00Z');
  expect(await projection('young')).toEqual(nothing);
  await mail('young', '9', '2026-11-02T22:59:00Z');
  const said = { pace: { perDay: '3.333333', days: 3 }, runsOutAt: '2026-12-02T11:00:00.000Z', reason: null };
  expect(await projection('young')).toMatchObject(said);
});

test('without recent usage, it still reports expiries', async () => {
  await grantTo(sandbox, 'bob', '100', { expiresAt: '2026-12-05T11:00:00Z' });
  await mail('bob', '10', '2026-10-20T11:00:00Z');
  await mail('bob', '10', NOW);
  expect(await projection('bob')).toMatchObject({
    ...{ pace: { perDay: '0', days: 7 }, runsOutAt: '2026-12-05T11:00:00.000Z', reason: 'no_usage' },
    expiringUnused: { amount: '80', by: [{ at: '2026-12-05T11:00:00.000Z', amount: '80' }] },
  });
});

test('is absent by default, and refused for a past instant or an unknown customer', async () => {
  const [plain] = (await sandbox.request<Balances>('GET', '/v1/customers/ada/balances')).body.data;
  expect(plain?.projection).toBeNull();
  const past = await sandbox.refused('GET', `/v1/customers/ada/balances?include=projection&at=${NOW}`);
  expect([past.status, past.body.errors?.[0]?.path]).toEqual([400, 'include']);
  const unknown = await sandbox.refused('GET', '/v1/customers/ada/balances?include=future');
  expect([unknown.status, unknown.body.errors?.[0]?.path]).toEqual([400, 'include']);
  for (const path of ['/v1/customers/nobody/balances', '/v1/customers/ada/balances/nothing']) {
    expect((await sandbox.refused('GET', `${path}?include=projection`)).status).toBe(404);
  }
});

test('counts due entries first', async () => {
  await sandbox.request('PUT', '/v1/customers/late', {});
  await grantTo(sandbox, 'late', '1000', { expiresAt: '2026-11-05T11:00:01Z' });
  await grantTo(sandbox, 'late', '70', { effectiveAt: '2026-11-05T11:00:01Z' });
  await mail('late', '70', '2026-10-30T12:00:00Z');
  await sandbox.request('POST', '/v1/test-clock', { now: '2026-11-05T12:00:00Z' });
  const { body } = await sandbox.request<Balance>('GET', '/v1/customers/late/balances/ai-tokens?include=projection');
  expect(body).toMatchObject({ balance: '70', projection: { runsOutAt: '2026-11-11T12:00:00.000Z' } });
});
