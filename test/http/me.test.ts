import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Change, Me } from '../../server/contract/index.js';
import { grantTo, openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
let headers: Record<string, string>;
const NOW = '2026-10-01T00:00:00.000Z';

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/test-clock', { now: NOW });
  await sandbox.request('POST', '/v1/credit-types', {
    id: 'images',
    name: 'Images',
    unit: { singular: 'image', plural: 'images' },
  });
  headers = { authorization: `Bearer ${await sandbox.tokenFor('ada', ['read', 'settings'])}` };
});
afterAll(() => sandbox.close());

test('answers the customer, its subscriptions and the scopes of its token', async () => {
  await sandbox.request('POST', '/v1/plans', { ...PLAN, limit: 'soft', overdraftLimit: '5' });
  await sandbox.request('POST', '/v1/plans/pro/publish');
  const subscribe = (more: object) =>
    sandbox.request('POST', '/v1/subscriptions', { customerId: 'ada', planId: 'pro', ...more });
  const active = (await subscribe({})).body['id'];
  const scheduled = (await subscribe({ startAt: '2026-11-01T00:00:00Z' })).body['id'];
  const cancelled = (await subscribe({})).body['id'];
  await sandbox.request('POST', `/v1/subscriptions/${String(cancelled)}/cancel`, { at: 'now' });
  const { body } = await sandbox.request<Me>('GET', '/customer/v1/me', undefined, headers);
  expect(body).toMatchObject({ customerId: 'ada', userId: null, name: 'Ada', locale: null, timeZone: 'Europe/Berlin' });
  expect(body.scopes).toEqual(['read', 'settings']);
  const terms = {
    planId: 'pro',
    planName: 'Pro',
    planType: 'paid',
    creditTypeId: 'ai-tokens',
    limit: 'soft',
    overdraftLimit: '5',
  };
  expect(body.subscriptions).toEqual([
    { id: scheduled, status: 'scheduled', ...terms, startAt: '2026-11-01T00:00:00.000Z' },
    { id: active, status: 'active', ...terms, startAt: NOW },
  ]);
});

test('lists the last changes of all pools or one, each event once', async () => {
  const changes = async (query = '') =>
    (await sandbox.request<{ data: Change[] }>('GET', `/customer/v1/changes${query}`, undefined, headers)).body.data;
  expect(await changes()).toEqual([]);
  const minute = (count: number) => ({ now: new Date(Date.parse(NOW) + count * 60_000).toISOString() });
  const first = await grantTo(sandbox, 'ada', '1', { priority: 1, category: 'promotional', reason: 'welcome' });
  await sandbox.request('POST', '/v1/test-clock', minute(1));
  await grantTo(sandbox, 'ada', '7', { creditTypeId: 'images' });
  await grantTo(sandbox, 'bob', '9');
  await sandbox.request('POST', '/v1/test-clock', minute(2));
  const second = await grantTo(sandbox, 'ada', '10', { expiresAt: minute(4).now });
  await sandbox.request('POST', '/v1/test-clock', minute(3));
  const event = { customerId: 'ada', featureId: 'emails', quantity: 2, userId: 'zoe', idempotencyKey: 'two' };
  await sandbox.request('POST', '/v1/events', event);
  await sandbox.request('POST', '/v1/test-clock', minute(4));
  const [expiry, burn, grant, images, welcome] = await changes();
  expect(expiry).toMatchObject({
    type: 'expired',
    delta: '-7',
    balanceAfter: '0',
    at: minute(4).now,
    grantId: second.id,
  });
  // The plan charges two tokens an email: one from the first grant, three from the second.
  expect(burn).toMatchObject({
    ...{ type: 'consumed', delta: '-4', balanceAfter: '7', grantId: null, userId: 'zoe' },
    ...{ featureId: 'emails', featureName: 'Emails', unit: { singular: 'token', plural: 'tokens' } },
  });
  expect(grant).toMatchObject({ type: 'granted', delta: '10', eventId: null, featureName: null });
  expect(images).toMatchObject({ creditTypeId: 'images', delta: '7' });
  expect(welcome).toMatchObject({ grantId: first.id, reason: 'welcome' });
  expect(await changes('?limit=2')).toEqual([expiry, burn]);
  expect(await changes('?creditTypeId=images')).toEqual([images]);
  expect(await changes('?resourceId=room')).toEqual([]);
  for (const limit of ['0', '51', 'all']) {
    expect((await sandbox.refused('GET', `/customer/v1/changes?limit=${limit}`, undefined, headers)).status).toBe(400);
  }
});
