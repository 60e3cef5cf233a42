import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CREDIT_TYPE, FEATURE, grantTo, openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
});
afterAll(() => sandbox.close());

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const instant: unknown = expect.stringMatching(RFC_3339);

describe('catalog', () => {
  test('a created credit type is read back unchanged', async () => {
    const { status, body } = await sandbox.request('GET', '/v1/credit-types/ai-tokens');
    expect(status).toBe(200);
    expect(body).toEqual({
      ...CREDIT_TYPE,
      description: null,
      symbol: null,
      metadata: {},
      createdAt: instant,
      archivedAt: null,
    });
  });

  test('credit type ids come from names, with numbers on a clash and generated without Latin letters', async () => {
    const unit = { singular: 'image', plural: 'images' };
    const create = async (name: string) =>
      (await sandbox.request('POST', '/v1/credit-types', { name, unit })).body['id'];
    expect(await create('Bild-Guthaben für Ärzte')).toBe('bild-guthaben-fur-arzte');
    expect(await create('AI Tokens')).toBe('ai-tokens-2');
    expect(await create('ai tokens')).toBe('ai-tokens-3');
    expect(await create('積分 2024')).toMatch(/^ct_[0-9a-z]{26}$/);
  });

  test('a created feature is read back unchanged, and features are listed', async () => {
    const { body } = await sandbox.request('GET', '/v1/features/emails');
    expect(body).toEqual({
      ...FEATURE,
      meter: { eventName: 'email.sent', filters: {}, aggregation: 'count', property: null },
      colorSlot: 1,
      createdAt: instant,
    });
    const list = await sandbox.request<{ data: { id: string }[] }>('GET', '/v1/features');
    expect(list.body.data.map(({ id }) => id)).toEqual(['emails', 'tokens-used']);
  });

  test('a plan is drafted, published, drafted again and read by version', async () => {
    const created = await sandbox.request('POST', '/v1/plans', PLAN);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...PLAN, version: 1, status: 'draft', publishedVersion: null });
    const published = await sandbox.request('POST', '/v1/plans/pro/publish');
    expect(published.status).toBe(200);
    expect(published.body).toMatchObject({
      version: 1,
      status: 'published',
      publishedVersion: 1,
      publishedAt: instant,
    });
    const { id: _id, ...terms } = PLAN;
    const draft = await sandbox.request('PUT', '/v1/plans/pro/draft', {
      ...terms,
      name: 'Pro 2',
      limit: 'soft',
      overdraftLimit: '10.50',
    });
    expect(draft.body).toMatchObject({
      version: 2,
      status: 'draft',
      publishedVersion: 1,
      name: 'Pro 2',
      overdraftLimit: '10.5',
    });
    expect((await sandbox.request('GET', '/v1/plans/pro')).body).toMatchObject({ version: 2, publishedVersion: 1 });
    expect((await sandbox.request('GET', '/v1/plans/pro?version=1')).body).toMatchObject({ version: 1, name: 'Pro' });
    const list = await sandbox.request<{ data: unknown[] }>('GET', '/v1/plans');
    expect(list.body.data).toHaveLength(1);
  });
});

describe('customers', () => {
  test('a PUT creates with 201 and replaces with 200', async () => {
    const first = await sandbox.request('PUT', '/v1/customers/eve', { name: 'Eve', email: 'eve@example.com' });
    expect(first.status).toBe(201);
    const second = await sandbox.request('PUT', '/v1/customers/eve', { locale: 'de-AT' });
    expect(second.status).toBe(200);
    expect((await sandbox.request('GET', '/v1/customers/eve')).body).toEqual({
      id: 'eve',
      name: null,
      email: null,
      timeZone: 'UTC',
      locale: 'de-AT',
      metadata: {},
      createdAt: instant,
      updatedAt: instant,
      erasedAt: null,
    });
  });

  test('lists come in pages and end', async () => {
    type Page = { data: { id: string }[]; nextCursor: string | null };
    const pageAfter = async (cursor: string | null) =>
      (await sandbox.request<Page>('GET', `/v1/customers?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`)).body;
    const seen: string[] = [];
    for (let page = await pageAfter(null); ; page = await pageAfter(page.nextCursor)) {
      seen.push(...page.data.map(({ id }) => id));
      if (page.nextCursor === null) break;
    }
    expect(seen).toEqual(['ada', 'bob', 'eve']);
  });
});

describe('credits', () => {
  test('every route reports a grant, an event and a void alike', async () => {
    await sandbox.request('PUT', '/v1/customers/carl', {});
    const grant = await grantTo(sandbox, 'carl', '100.50', {
      unitCost: { amount: '0.01', currency: 'USD' },
      payment: { reference: 'pi_1' },
      metadata: { order: '7' },
    });
    expect(grant).toMatchObject({
      amount: '100.5',
      remaining: '100.5',
      status: 'active',
      priority: 50,
      source: 'api',
      payment: { mode: 'record', reference: 'pi_1' },
      actor: { type: 'apiKey', id: 'key_bootstrap', name: 'bootstrap' },
      position: 1,
    });
    const event = await sandbox.request('POST', '/v1/events', {
      customerId: 'carl',
      idempotencyKey: 'e1',
      eventName: 'email.sent',
      dimensions: { userId: 'u1', tokens: 3 },
    });
    expect(event.status).toBe(200);
    expect(event.body).toMatchObject({
      duplicate: false,
      unrated: [],
      charges: [{ amount: '1', balance: '99.5', allocations: [{ grantId: grant.id, amount: '1' }] }],
    });
    const balance = await sandbox.request('GET', '/v1/customers/carl/balances/ai-tokens');
    expect(balance.body).toMatchObject({
      creditTypeId: 'ai-tokens',
      resourceId: null,
      name: 'AI Tokens',
      balance: '99.5',
      available: '99.5',
      used: '1',
      state: 'ok',
      renewsAt: null,
      asOf: instant,
    });
    const voided = await sandbox.request('POST', `/v1/grants/${grant.id}/void`, { reason: 'a mistake' });
    expect(voided.status).toBe(200);
    expect(voided.body).toMatchObject({ status: 'voided', forfeited: '99.5', remaining: '0' });
    const again = await sandbox.request('POST', `/v1/grants/${grant.id}/void`, {});
    expect(again.body).toEqual(voided.body);
    const entries = await sandbox.request<{ data: Record<string, unknown>[] }>(
      'GET',
      '/v1/customers/carl/ledger?creditTypeId=ai-tokens&order=asc',
    );
    expect(entries.body.data.map(({ type, delta, sequence }) => [sequence, type, delta])).toEqual([
      [1, 'granted', '100.5'],
      [2, 'consumed', '-1'],
      [3, 'voided', '-99.5'],
    ]);
    expect(entries.body.data[1]).toMatchObject({
      id: 'ai-tokens/2',
      userId: 'u1',
      featureId: 'emails',
      eventId: event.body['eventId'],
    });
    expect((await sandbox.request('GET', `/v1/grants/${grant.id}`)).body).toEqual(voided.body);
    const listed = await sandbox.request<{ data: unknown[] }>('GET', '/v1/grants?customerId=carl&status=voided');
    expect(listed.body.data).toEqual([voided.body]);
  });

  test('named pools and pools of active plans are empty at first', async () => {
    await sandbox.request('PUT', '/v1/customers/dora', {});
    expect((await sandbox.request('GET', '/v1/customers/dora/balances')).body).toEqual({ data: [] });
    const named = await sandbox.request('GET', '/v1/customers/dora/balances/ai-tokens?resourceId=ws-1');
    expect(named.body).toMatchObject({
      resourceId: 'ws-1',
      balance: '0',
      state: 'empty',
      version: 0,
      utilization: '0',
    });
    const subscription = await sandbox.request('POST', '/v1/subscriptions', { customerId: 'dora', planId: 'pro' });
    expect(subscription.status).toBe(201);
    expect(subscription.body).toMatchObject({ customerId: 'dora', planId: 'pro', planVersion: 1, status: 'active' });
    const balances = await sandbox.request<{ data: unknown[] }>('GET', '/v1/customers/dora/balances');
    expect(balances.body.data).toMatchObject([{ creditTypeId: 'ai-tokens', state: 'empty', version: 0 }]);
    const id = subscription.body['id'] as string;
    expect((await sandbox.request('GET', `/v1/subscriptions/${id}`)).body).toEqual(subscription.body);
    const list = await sandbox.request('GET', '/v1/subscriptions?customerId=dora');
    expect(list.body).toEqual({ data: [subscription.body], nextCursor: null });
  });

  test('pages of grants and entries have no gap', async () => {
    await sandbox.request('PUT', '/v1/customers/finn', {});
    for (const amount of ['1', '2', '3']) await grantTo(sandbox, 'finn', amount);
    for (const path of ['/v1/grants?customerId=finn', '/v1/customers/finn/ledger?creditTypeId=ai-tokens']) {
      type Row = { id: string };
      const all = await sandbox.request<{ data: Row[] }>('GET', path);
      const first = await sandbox.request<{ data: Row[]; nextCursor: string }>('GET', `${path}&limit=2`);
      const rest = await sandbox.request<{ data: Row[]; nextCursor: null }>(
        'GET',
        `${path}&limit=2&cursor=${first.body.nextCursor}`,
      );
      expect([...first.body.data, ...rest.body.data]).toEqual(all.body.data);
      expect(rest.body.nextCursor).toBeNull();
    }
  });
});

describe('the customer door', () => {
  test('shows the customer its own data without the host’s fields', async () => {
    await grantTo(sandbox, 'ada', '10', { category: 'promotional', reason: 'welcome', metadata: { campaign: 'x' } });
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}` };
    const balances = await sandbox.request<{ data: unknown[] }>('GET', '/customer/v1/balances', undefined, headers);
    expect(balances.body.data).toMatchObject([{ creditTypeId: 'ai-tokens', balance: '10' }]);
    const grants = await sandbox.request<{ data: object[] }>('GET', '/customer/v1/grants', undefined, headers);
    expect(grants.body.data).toMatchObject([{ customerId: 'ada', reason: 'welcome', unitCost: null }]);
    for (const hidden of ['actor', 'metadata', 'payment']) expect(grants.body.data[0]).not.toHaveProperty(hidden);
    const path = '/customer/v1/ledger?creditTypeId=ai-tokens';
    const entries = await sandbox.request<{ data: object[] }>('GET', path, undefined, headers);
    expect(entries.body.data).toMatchObject([{ type: 'granted', actor: { type: 'apiKey' } }]);
    expect(entries.body.data[0]).toHaveProperty('actor', { type: 'apiKey' });
  });
});

describe('keys', () => {
  test('a key is shown once, works, is listed and logged, and is refused after revocation', async () => {
    const headers = { 'idempotency-key': 'make-a-key' };
    const terms = { name: 'billing', scopes: ['grants', 'read'] };
    const created = await sandbox.request<{ id: string; key: string }>('POST', '/v1/api-keys', terms, headers);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'billing', scopes: ['read', 'grants'], revokedAt: null });
    expect(created.body.key).toMatch(/^dd_test_[A-Za-z0-9_-]{43}$/);
    const replay = await sandbox.request('POST', '/v1/api-keys', terms, headers);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(replay.body).not.toHaveProperty('key');
    const asBilling = { authorization: `Bearer ${created.body.key}` };
    const granted = await sandbox.request(
      'POST',
      '/v1/grants',
      { customerId: 'bob', creditTypeId: 'ai-tokens', amount: 5, category: 'paid' },
      asBilling,
    );
    expect(granted.body['actor']).toEqual({ type: 'apiKey', id: created.body.id, name: 'billing' });
    const list = await sandbox.request<{ data: { id: string }[] }>('GET', '/v1/api-keys');
    expect(list.body.data.map(({ id }) => id)).toContain(created.body.id);
    const revoked = await sandbox.request('DELETE', `/v1/api-keys/${created.body.id}`);
    expect(revoked.body['revokedAt']).toMatch(RFC_3339);
    expect((await sandbox.request('GET', '/v1/customers/bob', undefined, asBilling)).status).toBe(401);
  });
});

test('the test clock stands, moves forward, and makes due what it passes', async () => {
  const own = await openSandbox();
  await seed(own);
  const soon = new Date(Date.now() + 60_000).toISOString();
  const grant = await grantTo(own, 'ada', '10', { expiresAt: soon });
  expect((await own.request('GET', '/v1/test-clock')).body).toMatchObject({ standing: false });
  const moved = await own.request('POST', '/v1/test-clock', { now: soon });
  expect(moved.body).toEqual({ now: soon, standing: true });
  expect((await own.request('GET', `/v1/grants/${grant.id}`)).body).toMatchObject({
    status: 'expired',
    forfeited: '10',
  });
  const back = await own.refused('POST', '/v1/test-clock', { now: new Date().toISOString() });
  expect([back.status, back.body.code]).toEqual([422, 'clock_not_forward']);
  expect((await own.refused('DELETE', '/v1/test-clock')).body.code).toBe('clock_not_forward');
  await own.close();
});

test('health and the OpenAPI document of every route are served', async () => {
  const anonymous = { authorization: '' };
  expect((await sandbox.request('GET', '/healthz', undefined, anonymous)).body).toEqual({ status: 'ok' });
  expect((await sandbox.request('GET', '/readyz', undefined, anonymous)).body).toMatchObject({ status: 'ready' });
  type Document = { openapi: string; paths: Record<string, object>; components: { securitySchemes: object } };
  const { body } = await sandbox.request<Document>('GET', '/openapi.json', undefined, anonymous);
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.components.securitySchemes)).toEqual(['apiKey', 'customerToken']);
  expect(Object.keys(body.paths)).toContain('/v1/customers/{id}/balances/{creditTypeId}');
  expect(Object.keys(body.paths)).toContain('/customer/v1/stream');
});
