import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient, DrawdownError } from '../../server/client/client.js';
import { CREDIT_TYPE, openSandbox, type Sandbox } from '../support/sandbox.js';

let sandbox: Sandbox;
let client: Client;
const asked = new Set<string>();

beforeAll(async () => {
  sandbox = await openSandbox();
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    const { pathname, search } = new URL(url as string);
    const { method = 'GET' } = init ?? {};
    asked.add(`${method.toLowerCase()} ${pathname}`);
    return sandbox.app.request(pathname + search, init);
  };
  client = createClient({ baseUrl: 'http://sandbox.test', apiKey: sandbox.apiKey, fetch });
});
afterAll(() => sandbox.close());

test('the typed client serves a host’s whole workflow', async () => {
  const { creditTypes, features, products, plans, customers, subscriptions, grants, events } = client;
  expect(await creditTypes.create(CREDIT_TYPE)).toMatchObject({ id: 'ai-tokens' });
  expect(await creditTypes.get('ai-tokens')).toMatchObject({ name: 'AI Tokens' });
  expect((await creditTypes.list()).data).toHaveLength(1);
  expect(await creditTypes.update('ai-tokens', { symbol: '◆' })).toMatchObject({ symbol: '◆' });
  expect((await creditTypes.archive('ai-tokens')).archivedAt).not.toBeNull();
  expect((await creditTypes.list({ archived: false })).data).toEqual([]);
  expect((await creditTypes.unarchive('ai-tokens')).archivedAt).toBeNull();
  const unit = { singular: 'email', plural: 'emails' };
  await features.create({ id: 'emails', name: 'Emails', unit, meter: { eventName: 'email', aggregation: 'count' } });
  expect((await features.list({ limit: 1 })).data[0]).toEqual(await features.get('emails'));
  expect(await features.update('emails', { defaultRates: null })).toMatchObject({ defaultRates: [] });
  await products.create({ id: 'mailer', name: 'Mail' });
  expect(await products.update('mailer', { name: 'Mailer' })).toEqual(await products.get('mailer'));
  expect((await products.list()).data.map(({ id }) => id)).toEqual(['default', 'mailer']);
  const terms = {
    productId: 'mailer',
    name: 'Pro',
    type: 'paid' as const,
    billingModel: 'prepaid' as const,
    creditTypeId: 'ai-tokens',
    consumption: [{ featureId: 'emails', credits: 2, units: '1' }],
    limit: 'hard' as const,
  };
  await plans.create({ id: 'pro', ...terms });
  expect(await plans.publish('pro')).toMatchObject({ version: 1, status: 'published' });
  expect(await plans.draft('pro', { ...terms, name: 'Pro 2' })).toMatchObject({ version: 2, status: 'draft' });
  expect(await plans.get('pro', { version: 1 })).toMatchObject({ name: 'Pro' });
  expect((await plans.list({ productId: 'mailer', archived: false })).data).toHaveLength(1);
  expect((await plans.versions('pro')).data.map(({ version }) => version)).toEqual([2, 1]);
  expect((await plans.archive('pro')).archivedAt).not.toBeNull();
  expect((await plans.unarchive('pro')).archivedAt).toBeNull();

  await customers.put('ada', { name: 'Ada' });
  expect(await customers.get('ada')).toMatchObject({ name: 'Ada' });
  expect((await customers.list()).data).toHaveLength(1);
  expect(await customers.update('ada', { locale: 'en' })).toMatchObject({ name: 'Ada', locale: 'en' });
  expect((await customers.search('ad')).data).toEqual((await customers.list({ search: 'ADA' })).data);
  expect(await customers.revokeTokens('ada')).toMatchObject({
    id: 'ada',
    tokensNotBefore: expect.any(String) as string,
  });
  await customers.put('gone', { name: 'Gone' });
  expect(await customers.erase('gone')).toMatchObject({ id: 'gone', name: null });
  const subscription = await subscriptions.create({ customerId: 'ada', planId: 'pro' });
  expect(await subscriptions.get(subscription.id)).toEqual(subscription);
  expect((await subscriptions.list({ customerId: 'ada' })).data).toEqual([subscription]);

  const terms100 = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: 100, category: 'paid' as const };
  expect(await grants.preview(terms100)).toMatchObject({ balance: { before: '0', after: '100' }, price: null });
  const grant = await grants.create(terms100, { idempotencyKey: 'order-1' });
  expect(await grants.create(terms100, { idempotencyKey: 'order-1' })).toEqual(grant);
  expect(await grants.get(grant.id)).toEqual(grant);
  const receipt = await events.report({ customerId: 'ada', idempotencyKey: 'e1', featureId: 'emails', quantity: 3 });
  expect(receipt.charges[0]).toMatchObject({ amount: '6', balance: '94', planVersion: 1 });
  expect(await client.check({ customerId: 'ada', featureId: 'emails', quantity: 48 })).toMatchObject({
    allowed: false,
  });
  const supposed = await events.estimate({ customerId: 'ada', featureId: 'emails' });
  expect(supposed.pools).toMatchObject([{ cost: '2', balance: '94', balanceAfter: '92' }]);
  const { results } = await events.batch([
    { customerId: 'ada', idempotencyKey: 'e1', featureId: 'emails', quantity: 3 },
    { customerId: 'ada', idempotencyKey: 'e2', featureId: 'faxes' },
  ]);
  expect(results).toMatchObject([{ eventId: receipt.eventId, duplicate: true }, { code: 'not_found' }]);
  expect((await events.search({ customerId: 'ada', outcome: 'refused' })).data).toMatchObject([{ code: 'not_found' }]);
  expect(await events.get(receipt.eventId)).toMatchObject({ idempotencyKey: 'e1', charges: [{ amount: '6' }] });
  expect(await subscriptions.changePlan(subscription.id, { planId: 'pro', version: 1 })).toEqual(subscription);
  expect(await subscriptions.cancel(subscription.id, { at: 'now' })).toMatchObject({ status: 'cancelled' });
  expect((await customers.balances('ada')).data[0]).toMatchObject({ balance: '94' });
  expect(await customers.balance('ada', 'ai-tokens')).toMatchObject({ balance: '94' });
  expect((await customers.ledger('ada', { creditTypeId: 'ai-tokens', order: 'asc' })).data).toHaveLength(2);
  const ofTokens = { creditTypeId: 'ai-tokens' };
  expect((await customers.ledgerByEvent('ada', ofTokens)).data).toMatchObject([{ delta: '-6' }, { delta: '100' }]);
  expect((await customers.ledgerByDay('ada', ofTokens)).data).toMatchObject([{ count: 2, balanceAfter: '94' }]);
  const at = new Date().toISOString();
  expect(await customers.balanceAt('ada', 'ai-tokens', { at })).toMatchObject({ balance: '94', sequence: 2, asOf: at });
  expect((await customers.balancesAt('ada', { at })).data).toMatchObject([{ balance: '94' }]);
  const asked = { creditTypeId: 'ai-tokens', groupBy: 'feature' as const };
  expect(await customers.usage('ada', asked)).toMatchObject({
    total: '6',
    series: [{ key: 'emails', name: 'Emails' }],
  });
  expect(await customers.usageCsv('ada', asked)).toMatch(/"emails","Emails",6\r\n$/);
  expect(await grants.edit(grant.id, { priority: 1 })).toMatchObject({ priority: 1, remaining: '94' });
  const unpaid = { ...terms100, payment: { mode: 'external' as const } };
  expect(await grants.markPaid((await grants.create(unpaid)).id)).toMatchObject({ status: 'active' });
  expect(await grants.markFailed((await grants.create(unpaid)).id)).toMatchObject({ status: 'failed' });
  const taken = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: 100, reason: 'twice', idempotencyKey: 'a1' };
  expect(await client.adjustments.create(taken)).toMatchObject({ balance: '94', duplicate: false });
  expect(await client.adjustments.create(taken)).toMatchObject({ balance: '94', duplicate: true });
  expect(await grants.void(grant.id, { reason: 'over' })).toMatchObject({ status: 'voided' });
  expect((await grants.list({ customerId: 'ada', status: 'voided' })).data).toHaveLength(1);
  const groups = await grants.groups({ customerId: 'ada', groupBy: 'status' });
  expect(groups.data.map(({ key }) => key)).toContain('failed');

  expect((await client.customerTokens.create({ customerId: 'ada' })).token).toMatch(/^ey/);
  const key = await client.apiKeys.create({ name: 'reader', scopes: ['read'] });
  expect(key).toHaveProperty('key');
  expect((await client.apiKeys.list()).data).toHaveLength(1);
  expect((await client.apiKeys.revoke(key.id)).revokedAt).not.toBeNull();
  const { now } = await client.testClock.get();
  expect(await client.testClock.move({ now: new Date(Date.parse(now) + 3_600_000).toISOString() })).toMatchObject({
    standing: true,
  });
  expect(await client.testClock.release().catch((error: unknown) => (error as DrawdownError).code)).toBe(
    'clock_not_forward',
  );
});

test('reads the audit log with its filters', async () => {
  const { data } = await client.auditLog.list({ action: 'grant.create', limit: 1 });
  expect(data).toMatchObject([{ action: 'grant.create', actor: { type: 'apiKey' } }]);
});

test('throws a refusal as an error with its code and fields', async () => {
  const negative = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '-1', category: 'paid' as const };
  const error = await client.grants.create(negative).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DrawdownError);
  expect(error).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ path: 'amount' }], retryable: false });
});

test('reaches every route of the host’s door', async () => {
  const { body } = await sandbox.request<{ paths: Record<string, object> }>('GET', '/openapi.json');
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const missing = routes.filter((route) => {
    const pattern = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return route.includes(' /v1/') && ![...asked].some((request) => pattern.test(request));
  });
  expect(missing).toEqual([]);
});
