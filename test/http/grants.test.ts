import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '../../server/contract/index.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
let customerId: string;
let people = 0;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/test-clock', { now: new Date(Date.now() + 60_000).toISOString() });
});
beforeEach(async () => {
  customerId = `person-${(people += 1)}`;
  await sandbox.request('PUT', `/v1/customers/${customerId}`, {});
});
afterAll(() => sandbox.close());

const HOUR_MS = 3_600_000;
const now = async () => {
  const { body } = await sandbox.request<{ now: string }>('GET', '/v1/test-clock');
  return Date.parse(body.now);
};
const iso = (ms: number) => new Date(ms).toISOString();
const moveTo = (ms: number) => sandbox.request('POST', '/v1/test-clock', { now: iso(ms) });
const balance = async () => {
  const { body } = await sandbox.request('GET', `/v1/customers/${customerId}/balances/ai-tokens`);
  return body['balance'];
};
const change = async (id: string, action: string, body: unknown = {}) =>
  (await sandbox.request<Grant>('POST', `/v1/grants/${id}/${action}`, body)).body;
const edit = (id: string, body: unknown, headers = {}) =>
  sandbox.request<Grant>('PATCH', `/v1/grants/${id}`, body, headers);
const unpaid = { payment: { mode: 'external', reference: 'inv_1' } };

describe('external payments', () => {
  test('a pending grant starts its whole term when it is marked as paid', async () => {
    const startMs = await now();
    const grant = await grantTo(sandbox, customerId, '10', { ...unpaid, expiresAt: iso(startMs + HOUR_MS) });
    expect(grant).toMatchObject({ status: 'pending', position: null, remaining: '10' });
    expect(grant['payment']).toEqual({ mode: 'external', reference: 'inv_1', status: 'pending' });
    expect(await balance()).toBe('0');
    await moveTo(startMs + 2 * HOUR_MS);
    const paid = await change(grant.id, 'mark-paid', { reason: 'the bank says so' });
    expect(paid).toMatchObject({ status: 'active', position: 1, expiresAt: iso(startMs + 3 * HOUR_MS) });
    expect(await balance()).toBe('10');
    expect(await change(grant.id, 'mark-paid')).toEqual(paid);
    // The body may be omitted, because no field is required.
    expect((await sandbox.request('POST', `/v1/grants/${grant.id}/mark-paid`)).body).toEqual(paid);
    const failed = await sandbox.refused('POST', `/v1/grants/${grant.id}/mark-failed`, {});
    expect(failed.body).toMatchObject({ code: 'payment_not_pending', status: 409 });
    const ledger = await sandbox.request<{ data: object[] }>(
      'GET',
      `/v1/customers/${customerId}/ledger?creditTypeId=ai-tokens`,
    );
    expect(ledger.body.data[0]).toMatchObject({ type: 'activated', delta: '10', reason: 'the bank says so' });
  });

  test('a grant with a failed payment never becomes active', async () => {
    const grant = await grantTo(sandbox, customerId, '10', unpaid);
    const failed = await change(grant.id, 'mark-failed');
    expect(failed).toMatchObject({ status: 'failed', remaining: '0', payment: { status: 'failed' } });
    expect(await change(grant.id, 'mark-failed')).toEqual(failed);
    expect((await sandbox.refused('POST', `/v1/grants/${grant.id}/mark-paid`, {})).status).toBe(409);
    expect(await balance()).toBe('0');
  });

  test('a payment reference funds one grant, and a promotional grant cannot wait for a payment', async () => {
    await grantTo(sandbox, customerId, '10', unpaid);
    const body = { customerId, creditTypeId: 'ai-tokens', amount: '1', category: 'paid', ...unpaid };
    expect((await sandbox.refused('POST', '/v1/grants', body)).body.code).toBe('payment_reference_used');
    const promotional = { ...body, category: 'promotional', reason: 'x', payment: { mode: 'external' } };
    const refused = await sandbox.refused('POST', '/v1/grants', promotional);
    expect(refused.body.errors?.map(({ path }) => path)).toEqual(['payment.mode']);
  });
});

describe('edits', () => {
  test('change the named fields and leave the others', async () => {
    const startMs = await now();
    const grant = await grantTo(sandbox, customerId, '10', { metadata: { order: '7' }, reason: 'first' });
    const terms = { amount: '12.50', priority: 3, expiresAt: iso(startMs + HOUR_MS), metadata: { order: '8' } };
    const edited = await edit(grant.id, terms);
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({ ...terms, amount: '12.5', remaining: '12.5', reason: 'first' });
    expect(await balance()).toBe('12.5');
    expect((await edit(grant.id, { expiresAt: null, reason: null })).body).toMatchObject({
      ...{ expiresAt: null, reason: null, priority: 3 },
    });
    const read = await sandbox.request('GET', `/v1/grants/${grant.id}`);
    expect(read.body).toMatchObject({ metadata: { order: '8' }, expiresAt: null });
  });

  test('apply once, however often they are sent with one key', async () => {
    const grant = await grantTo(sandbox, customerId, '10');
    const key = { 'idempotency-key': 'raise' };
    const first = await edit(grant.id, { amount: '20' }, key);
    await edit(grant.id, { amount: '30' });
    const replay = await edit(grant.id, { amount: '20.0' }, key);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(await balance()).toBe('30');
    const conflict = await sandbox.refused('PATCH', `/v1/grants/${grant.id}`, { amount: '40' }, key);
    expect(conflict.body.code).toBe('idempotency_conflict');
  });

  test.each([
    ['nothing', {}, ''],
    ['an unknown field', { priority: 1, remaining: '1' }, 'remaining'],
    ['a negative amount', { amount: '-1' }, 'amount'],
    ['an amount below what was used', { amount: '2.999999' }, 'amount'],
    ['a fractional priority', { priority: 1.5 }, 'priority'],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['an instant without an offset', { expiresAt: '2030-01-01T00:00:00' }, 'expiresAt'],
  ])('refuse %s', async (_what, body, path) => {
    const grant = await grantTo(sandbox, customerId, '10');
    const used = { customerId, featureId: 'emails', quantity: 3, idempotencyKey: 'used' };
    await sandbox.request('POST', '/v1/events', used);
    const { status, body: problem } = await sandbox.refused('PATCH', `/v1/grants/${grant.id}`, body);
    expect([status, problem.errors?.map((error) => error.path)]).toEqual([400, [path]]);
    expect(await balance()).toBe('7');
  });

  test('refuse ended grants', async () => {
    const { id } = await grantTo(sandbox, customerId, '10');
    await change(id, 'void');
    expect((await sandbox.refused('PATCH', `/v1/grants/${id}`, { priority: 1 })).body.code).toBe('grant_ended');
    expect((await sandbox.refused('PATCH', '/v1/grants/grt_unknown', { priority: 1 })).status).toBe(404);
  });
});

describe('adjustments', () => {
  const adjust = (more: object) =>
    sandbox.request('POST', '/v1/adjustments', {
      ...{ customerId, creditTypeId: 'ai-tokens', reason: 'counted twice', idempotencyKey: 'a1' },
      ...more,
    });

  test('take credits in burn order and name the grants', async () => {
    const first = await grantTo(sandbox, customerId, '10', { priority: 1 });
    const second = await grantTo(sandbox, customerId, '10');
    const { status, body } = await adjust({ amount: '12.5' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^adj_[0-9a-z]{26}$/) as unknown,
      ...{ duplicate: false, customerId, creditTypeId: 'ai-tokens', resourceId: null },
      ...{ amount: '12.5', reason: 'counted twice', balance: '7.5', available: '7.5', overdraft: '0' },
      allocations: [
        { grantId: first.id, amount: '10', why: 'priority' },
        { grantId: second.id, amount: '2.5', why: 'only_grant' },
      ],
    });
    expect((await adjust({ amount: '12.50' })).body).toEqual({ ...body, duplicate: true });
    expect((await sandbox.request('GET', `/v1/grants/${second.id}`)).body).toMatchObject({
      ...{ adjusted: '2.5', consumed: '0', forfeited: '0', remaining: '7.5' },
    });
  });

  test('go below zero only if allowed', async () => {
    await grantTo(sandbox, customerId, '10');
    const refused = await adjust({ amount: '11' });
    expect([refused.status, refused.body['code'], refused.body['shortfall']]).toEqual([
      402,
      'insufficient_credits',
      '1',
    ]);
    const allowed = await adjust({ amount: '11', allowOverdraft: true, idempotencyKey: 'a2' });
    expect(allowed.body).toMatchObject({ balance: '-1', overdraft: '1' });
  });

  test.each([
    ['no reason', { amount: '1', reason: undefined }, 'reason'],
    ['nothing', { amount: '0' }, 'amount'],
    ['a negative amount', { amount: '-5' }, 'amount'],
    ['no key', { amount: '1', idempotencyKey: undefined }, 'idempotencyKey'],
  ])('refuse %s', async (_what, more, path) => {
    const { status, body } = await adjust(more);
    const errors = body['errors'] as { path: string }[];
    expect([status, errors.map((error) => error.path)]).toEqual([400, [path]]);
  });
});

describe('lists', () => {
  type Page = { data: Grant[]; nextCursor: string | null };

  test('show grants in burn order, in pages, at both doors', async () => {
    await grantTo(sandbox, customerId, '1', { priority: 9 });
    await grantTo(sandbox, customerId, '2', { priority: 1 });
    await grantTo(sandbox, customerId, '3', { priority: 0, ...unpaid });
    const headers = { authorization: `Bearer ${await sandbox.tokenFor(customerId)}` };
    for (const [path, sent] of [
      [`/v1/grants?customerId=${customerId}&`, {}],
      ['/customer/v1/grants?', headers],
    ] as const) {
      const ask = async (query: string) => (await sandbox.request<Page>('GET', path + query, undefined, sent)).body;
      const first = await ask('order=burn&limit=2');
      expect(first.data.map(({ amount, position }) => [amount, position])).toEqual([
        ['2', 1],
        ['1', 2],
      ]);
      const rest = await ask(`order=burn&limit=2&cursor=${first.nextCursor}`);
      expect([rest.data.map(({ status }) => status), rest.nextCursor]).toEqual([['pending'], null]);
      expect((await ask('past=true')).data).toEqual([]);
      expect((await ask('past=false&resourceId=')).data).toHaveLength(3);
      const other = await sandbox.refused('GET', `${path}order=expiry&cursor=${first.nextCursor}`, undefined, sent);
      expect(other.body.errors?.map((error) => error.path)).toEqual(['cursor']);
    }
    const refused = await sandbox.refused('GET', '/customer/v1/grants?actor=key_bootstrap', undefined, headers);
    expect(refused.status).toBe(400);
  });

  test('sum grants by a common field', async () => {
    await grantTo(sandbox, customerId, '1.5');
    await grantTo(sandbox, customerId, '2', { category: 'promotional', reason: 'x' });
    const path = `/v1/grants?customerId=${customerId}&groupBy=category`;
    const { body } = await sandbox.request('GET', path);
    expect(body).toEqual({
      data: [
        { key: 'paid', count: 1, amount: '1.5', remaining: '1.5' },
        { key: 'promotional', count: 1, amount: '2', remaining: '2' },
      ],
      nextCursor: null,
    });
    const headers = { authorization: `Bearer ${await sandbox.tokenFor(customerId)}` };
    const own = await sandbox.request('GET', '/customer/v1/grants?groupBy=category', undefined, headers);
    expect(own.body).toEqual(body);
  });
});
