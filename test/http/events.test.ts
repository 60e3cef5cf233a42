import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventReceipt, Problem, Receipt, ReportedEvent } from '../../server/contract/index.js';
import { digest, FEATURE, grantTo, openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

const DAY_MS = 86_400_000;
type Result = Partial<EventReceipt> & Partial<Problem>;
type Page<T> = { data: T[]; nextCursor: string | null };

let sandbox: Sandbox;
let people = 0;
let customerId: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
});
afterAll(() => sandbox.close());

async function newCustomer(credits?: string): Promise<string> {
  customerId = `customer-${(people += 1)}`;
  await sandbox.request('PUT', `/v1/customers/${customerId}`, {});
  if (credits !== undefined) await grantTo(sandbox, customerId, credits);
  return customerId;
}
const report = (idempotencyKey: string, more: object = {}) => ({
  ...{ customerId, idempotencyKey, featureId: 'emails', ...more },
});
const send = async (body: object) => (await sandbox.request<EventReceipt>('POST', '/v1/events', body)).body;
const balance = async () =>
  (await sandbox.request(`GET`, `/v1/customers/${customerId}/balances/ai-tokens`)).body['balance'];

describe('a batch', () => {
  const sendAll = async (events: unknown[]) => {
    const { status, body } = await sandbox.request<{ results: Result[] }>('POST', '/v1/events/batch', { events });
    expect(status).toBe(200);
    return body.results;
  };

  test('answers each event separately and in order, and a bad event does not fail the others', async () => {
    await newCustomer('10');
    const results = await sendAll([
      report('a', { quantity: '2' }),
      report('b', { quantity: -1 }),
      'nonsense',
      report('c', { customerId: 'nobody' }),
      report('d', { featureId: 'unknown' }),
      report('e', { quantity: 99, enforce: true }),
      report('a', { quantity: 2 }),
      report('a', { quantity: 3 }),
      report('f', { featureId: undefined, eventName: 'email.sent' }),
      report('g', { timestamp: '2001-01-01T00:00:00Z' }),
    ]);
    expect(results.map(({ code, duplicate, status }) => code ?? [duplicate, status])).toEqual([
      ...[[false, undefined], 'invalid_request', 'invalid_request', 'not_found', 'not_found', 'insufficient_credits'],
      ...[[true, undefined], 'idempotency_conflict', [false, undefined], 'timestamp_out_of_range'],
    ]);
    expect(results[6]?.eventId).toBe(results[0]?.eventId);
    expect(results[5]).toMatchObject({
      status: 402,
      shortfall: '91',
      limit: 'hard',
      requestId: expect.any(String) as string,
    });
    expect(results[1]).toMatchObject({ status: 400, errors: [{ path: 'quantity' }] });
    expect(results[8]).toMatchObject({ charges: [{ amount: '1', balance: '7' }] });
    expect(await balance()).toBe('7');
  });

  test('accepts a thousand events twice and charges each once', async () => {
    await newCustomer('1000');
    const events = Array.from({ length: 1_000 }, (_, index) => report(`k${index}`));
    const first = await sendAll(events);
    expect(first.filter(({ duplicate }) => duplicate === false)).toHaveLength(1_000);
    expect(await balance()).toBe('0');
    const second = await sendAll(events);
    expect(second).toEqual(first.map((result) => ({ ...result, duplicate: true })));
    expect(await balance()).toBe('0');
  });

  test.each([
    ['none', []],
    ['1,001', Array.from({ length: 1_001 }, () => ({}))],
    ['no list', { 0: {} }],
  ])('refuses a batch of %s', async (_, events) => {
    const { status, body } = await sandbox.refused('POST', '/v1/events/batch', { events });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });

  test('accepts a megabyte and refuses more', async () => {
    await newCustomer('1');
    const padded = (bytes: number) => `${' '.repeat(bytes)}${JSON.stringify({ events: [report('padded')] })}`;
    expect((await sandbox.request('POST', '/v1/events/batch', padded(1_000_000))).status).toBe(200);
    const { status, body } = await sandbox.refused('POST', '/v1/events/batch', padded(1_048_576));
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
    expect((await sandbox.request('POST', '/v1/events', ' '.repeat(70_000))).status).toBe(413);
  });

  test('answers a problem if no event could be accepted', async () => {
    const own = await openSandbox();
    await own.engine.drain();
    const { status, body, headers } = await own.refused('POST', '/v1/events/batch', {
      events: [report('a'), report('b')],
    });
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
    const mixed = await own.request<{ results: Result[] }>('POST', '/v1/events/batch', { events: [report('a'), {}] });
    expect(mixed.body.results.map(({ code }) => code)).toEqual(['overloaded', 'invalid_request']);
    await own.close();
  });
});

describe('estimates and checks', () => {
  const ask = async (path: string, body: object) => (await sandbox.request('POST', path, body)).body;

  test('an estimate answers the cost and changes nothing', async () => {
    await newCustomer('10');
    const before = await digest(sandbox, customerId);
    const { idempotencyKey: _, ...supposed } = report('', { quantity: '4' });
    expect(await ask('/v1/events/estimate', supposed)).toEqual({
      pools: [
        {
          ...{ creditTypeId: 'ai-tokens', resourceId: null, cost: '4', balance: '10', available: '10' },
          ...{ balanceAfter: '6', wouldOverdraft: false },
        },
      ],
      charges: [
        {
          ...{ creditTypeId: 'ai-tokens', featureId: 'emails', quantity: '4', rate: { credits: '1', units: '1' } },
          ...{ planId: null, planVersion: null, amount: '4' },
        },
      ],
      unrated: [],
      wouldOverdraft: false,
    });
    const over = await ask('/v1/events/estimate', { ...supposed, quantity: '11' });
    expect(over).toMatchObject({ wouldOverdraft: true, pools: [{ balanceAfter: '-1', wouldOverdraft: true }] });
    const unknown = await sandbox.refused('POST', '/v1/events/estimate', { ...supposed, featureId: 'unknown' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    expect(await digest(sandbox, customerId)).toBe(before);
    expect((await sandbox.request<Page<unknown>>('GET', `/v1/events?customerId=${customerId}`)).body.data).toEqual([]);
  });

  test('a check refuses at a hard limit and allows a soft one down to its floor', async () => {
    const plan = (id: string, limit: object) => ({
      ...PLAN,
      id,
      consumption: [{ featureId: 'emails', credits: '2', units: '1' }],
      ...limit,
    });
    const plans = [
      plan('hard', {}),
      plan('soft', { limit: 'soft' }),
      plan('floor', { limit: 'soft', overdraftLimit: '5' }),
    ];
    const answers: Record<string, unknown>[] = [];
    for (const body of plans) {
      await sandbox.request('POST', '/v1/plans', body);
      await sandbox.request('POST', `/v1/plans/${body.id}/publish`);
      await newCustomer('10');
      await sandbox.request('POST', '/v1/subscriptions', { customerId, planId: body.id });
      for (const quantity of [5, 7, 8])
        answers.push(await ask('/v1/check', { customerId, featureId: 'emails', quantity }));
    }
    const pool = { creditTypeId: 'ai-tokens', balance: '10', available: '10' };
    const denied = { allowed: false, reason: 'insufficient_credits', ...pool };
    expect(answers).toEqual([
      { allowed: true, required: '10', limit: 'hard', ...pool },
      { ...denied, required: '14', limit: 'hard' },
      { ...denied, required: '16', limit: 'hard' },
      { allowed: true, required: '10', limit: 'soft', ...pool },
      { allowed: true, required: '14', limit: 'soft', ...pool },
      { allowed: true, required: '16', limit: 'soft', ...pool },
      { allowed: true, required: '10', limit: 'soft', ...pool },
      { allowed: true, required: '14', limit: 'soft', ...pool },
      { ...denied, required: '16', limit: 'soft' },
    ]);
    expect(await balance()).toBe('10');
  });

  test('a check answers for a feature without a price, a separate pool and an unknown customer', async () => {
    await sandbox.request('POST', '/v1/features', { ...FEATURE, id: 'unrated', defaultRates: [] });
    await newCustomer('10');
    const unrated = await ask('/v1/check', { customerId, featureId: 'unrated' });
    expect(unrated).toMatchObject({ allowed: false, reason: 'no_rate', required: null, limit: null });
    const room = await ask('/v1/check', { customerId, featureId: 'emails', resourceId: 'room' });
    expect(room).toMatchObject({ allowed: false, balance: '0', required: '1' });
    for (const body of [
      { customerId: 'nobody', featureId: 'emails' },
      { customerId, featureId: 'unknown' },
    ]) {
      expect((await sandbox.refused('POST', '/v1/check', body)).body.code).toBe('not_found');
    }
  });
});

describe('tracing a number', () => {
  test('links lead from the event to its entries, its bar in the chart and its grants', async () => {
    await newCustomer();
    const promotional = { category: 'promotional', reason: 'welcome' };
    const first = await grantTo(sandbox, customerId, '0.1', promotional);
    const second = await grantTo(sandbox, customerId, '1');
    await send(report('before', { quantity: '0' }));
    await send({
      customerId,
      idempotencyKey: 'it',
      eventName: 'llm.call',
      dimensions: { tokens: '1000.0005', userId: 'eve' },
    });
    await send(report('after'));

    const found = await sandbox.request<Page<ReportedEvent>>('GET', `/v1/events?customerId=${customerId}&key=it`);
    expect(found.body.data).toMatchObject([
      { outcome: 'charged', featureIds: ['tokens-used'], userId: 'eve', charges: [{ amount: '1.000001' }] },
    ]);
    const { body: receipt } = await sandbox.request<Receipt>('GET', `/v1/events/${found.body.data[0]?.id ?? ''}`);
    const [charge] = receipt.charges;
    expect(charge).toMatchObject({
      quantity: '1000.0005',
      rate: { credits: '1', units: '1000' },
      exactAmount: '2000001/2000000',
      rounding: 'up',
      balanceBefore: '1.1',
      balance: '0.099999',
      allocations: [
        { grantId: first.id, amount: '0.1', why: 'category' },
        { grantId: second.id, amount: '0.900001', why: 'only_grant' },
      ],
    });
    const follow = async (path: string | null | undefined) => (await sandbox.request('GET', path ?? '')).body;
    const entries = (await follow(charge?.links.entries)) as unknown as Page<{ eventId: string; delta: string }>;
    expect(entries.data.map(({ eventId, delta }) => [eventId, delta])).toEqual([
      [receipt.id, '-0.1'],
      [receipt.id, '-0.900001'],
    ]);
    const usage = await follow(charge?.links.usage);
    expect(usage).toMatchObject({ total: '1.000001', series: [{ key: 'tokens-used' }] });
    const grants = await Promise.all((charge?.links.grants ?? []).map(follow));
    expect(grants).toMatchObject([
      { id: first.id, status: 'depleted' },
      { id: second.id, remaining: '0' },
    ]);
    expect(Date.parse(charge?.usageBucket ?? '') % 900_000).toBe(0);
  });

  test('a refused report says why, and can be sent again with its key', async () => {
    await newCustomer('1');
    await sandbox.request('POST', '/v1/events', { ...report('typo'), featureId: 'emial' });
    const { body } = await sandbox.request<Page<ReportedEvent>>(
      'GET',
      `/v1/events?customerId=${customerId}&outcome=refused`,
    );
    expect(body.data).toMatchObject([
      { idempotencyKey: 'typo', code: 'not_found', detail: 'There is no feature emial.', usedKey: false, charges: [] },
    ]);
    const { body: receipt } = await sandbox.request<Receipt>('GET', `/v1/events/${body.data[0]?.id ?? ''}`);
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'not_found', charges: [], unrated: [] });
    expect(await send(report('typo'))).toMatchObject({ duplicate: false, charges: [{ amount: '1' }] });
  });

  test('lists come in pages, and refuse cursors of other lists', async () => {
    await newCustomer('5');
    for (const key of ['1', '2', '3']) await send(report(key));
    const path = `/v1/events?customerId=${customerId}&limit=2`;
    const first = (await sandbox.request<Page<ReportedEvent>>('GET', path)).body;
    const rest = (await sandbox.request<Page<ReportedEvent>>('GET', `${path}&cursor=${first.nextCursor ?? ''}`)).body;
    expect([...first.data, ...rest.data].map(({ idempotencyKey }) => idempotencyKey)).toEqual(['3', '2', '1']);
    expect(rest.nextCursor).toBeNull();
    expect((await sandbox.refused('GET', `${path}&cursor=eyJpZCI6IngifQ`)).body.code).toBe('invalid_request');
    expect((await sandbox.refused('GET', '/v1/events/evt_unknown')).body.code).toBe('not_found');
  });
});

describe('late events', () => {
  test('count in the chart when they happened, and in the ledger when they arrived', async () => {
    await newCustomer('10');
    const before = await sandbox.request<Page<object>>(
      'GET',
      `/v1/customers/${customerId}/ledger?creditTypeId=ai-tokens`,
    );
    const lateMs = Date.now() - 20 * DAY_MS;
    await send(report('late', { quantity: '3', timestamp: new Date(lateMs).toISOString() }));
    const after = await sandbox.request<Page<{ at: string }>>(
      'GET',
      `/v1/customers/${customerId}/ledger?creditTypeId=ai-tokens`,
    );
    expect(after.body.data.slice(1)).toEqual(before.body.data);
    expect(Date.parse(after.body.data[0]?.at ?? '')).toBeGreaterThan(lateMs + DAY_MS);
    const dayOf = (ms: number) => new Date(ms - (ms % DAY_MS)).toISOString();
    const usageAt = async (ms: number) => {
      const range = `from=${dayOf(ms)}&to=${dayOf(ms + DAY_MS)}&timeZone=UTC`;
      return (await sandbox.request('GET', `/v1/customers/${customerId}/usage?creditTypeId=ai-tokens&${range}`)).body[
        'total'
      ];
    };
    expect([await usageAt(lateMs), await usageAt(Date.now())]).toEqual(['3', '0']);
  });

  test('are accepted up to the configured age', async () => {
    const own = await openSandbox({ eventWindowDays: 60 });
    await seed(own);
    const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    const late = (days: number) => ({
      customerId: 'ada',
      idempotencyKey: `late-${days}`,
      featureId: 'emails',
      timestamp: at(days),
    });
    expect((await own.request('POST', '/v1/events', late(59))).status).toBe(200);
    const { body } = await own.refused('POST', '/v1/events', late(61));
    expect([body.code, body.detail]).toEqual([
      'timestamp_out_of_range',
      'The timestamp must be at most 60 days back and 5 minutes ahead.',
    ]);
    await own.close();
    await expect(openSandbox({ eventWindowDays: 401 })).rejects.toThrow('eventWindowDays');
  });
});
