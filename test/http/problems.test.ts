import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Problem, type ProblemCode, PROBLEMS } from '../../server/contract/index.js';
import { ClockJumped, type Engine, EngineOverloaded } from '../../server/engine/engine.js';
import { createApiKeys } from '../../server/access/api-keys.js';
import { createHttpApp } from '../../server/http/app.js';
import { createCustomerTokens } from '../../server/access/customer-tokens.js';
import { Rejection } from '../../server/http/mounting/rejection.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { CREDIT_TYPE, FEATURE, grantTo, openSandbox, PLAN, type Sandbox, SECRET, seed } from '../support/sandbox.js';
import { UNCOUNTED } from '../support/uncounted.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/plans', PLAN);
});
afterAll(() => sandbox.close());

type Case = [method: string, path: string, body?: unknown, headers?: Record<string, string>];

const event = (more: object) => ({ customerId: 'ada', idempotencyKey: 'once', featureId: 'emails', ...more });
const grant = (more: object) => ({
  customerId: 'ada',
  creditTypeId: 'ai-tokens',
  amount: 1,
  category: 'paid',
  ...more,
});
const keyed = (key: string) => ({ 'idempotency-key': key });

const CASES: Partial<Record<ProblemCode, () => Promise<Case> | Case>> = {
  invalid_request: () => ['POST', '/v1/grants', grant({ amount: 'a lot' })],
  idempotency_key_required: () => ['POST', '/v1/grants', grant({}), { 'idempotency-key': '' }],
  unauthorized: () => ['GET', '/v1/customers', undefined, { authorization: '' }],
  insufficient_credits: () => ['POST', '/v1/events', event({ idempotencyKey: 'broke', quantity: '7', enforce: true })],
  forbidden: async () => [
    'GET',
    '/v1/api-keys',
    undefined,
    { authorization: `Bearer ${await sandbox.keyWith('read')}` },
  ],
  not_found: () => ['GET', '/v1/customers/nobody'],
  method_not_allowed: () => ['PATCH', '/v1/customers'],
  already_exists: () => ['POST', '/v1/credit-types', CREDIT_TYPE],
  idempotency_conflict: async () => {
    await sandbox.request('POST', '/v1/grants', grant({ customerId: 'bob' }), keyed('used'));
    return ['POST', '/v1/grants', grant({ customerId: 'bob', amount: 2 }), keyed('used')];
  },
  payment_reference_used: async () => {
    await grantTo(sandbox, 'bob', '1', { payment: { reference: 'pi_7' } });
    return ['POST', '/v1/grants', grant({ customerId: 'bob', payment: { reference: 'pi_7' } })];
  },
  plan_not_published: () => ['POST', '/v1/subscriptions', { customerId: 'ada', planId: 'pro' }],
  no_draft: async () => {
    await sandbox.request('POST', '/v1/plans', { ...PLAN, id: 'basic' });
    await sandbox.request('POST', '/v1/plans/basic/publish');
    return ['POST', '/v1/plans/basic/publish'];
  },
  plan_archived: async () => {
    await sandbox.request('POST', '/v1/plans/pro/archive');
    return ['POST', '/v1/subscriptions', { customerId: 'ada', planId: 'pro' }];
  },
  customer_erased: async () => {
    await sandbox.request('PUT', '/v1/customers/gone', {});
    await sandbox.request('DELETE', '/v1/customers/gone');
    return ['PUT', '/v1/customers/gone', { name: 'Back' }];
  },
  subscription_cancelled: async () => {
    await sandbox.request('POST', '/v1/plans', { ...PLAN, id: 'brief' });
    await sandbox.request('POST', '/v1/plans/brief/publish');
    const answer = await sandbox.request('POST', '/v1/subscriptions', { customerId: 'bob', planId: 'brief' });
    const path = `/v1/subscriptions/${answer.body['id'] as string}`;
    await sandbox.request('POST', `${path}/cancel`, { at: 'now' });
    return ['POST', `${path}/change-plan`, { planId: 'brief' }];
  },
  credit_type_archived: async () => {
    await sandbox.request('POST', '/v1/credit-types', { ...CREDIT_TYPE, id: 'old' });
    await sandbox.request('POST', '/v1/credit-types/old/archive');
    return ['POST', '/v1/grants', grant({ creditTypeId: 'old' })];
  },
  credit_type_in_use: () => ['POST', '/v1/credit-types/ai-tokens/archive'],
  grant_started: async () => {
    const { id } = await grantTo(sandbox, 'bob', '1');
    return ['PATCH', `/v1/grants/${id}`, { effectiveAt: '2100-01-01T00:00:00Z' }];
  },
  payment_not_pending: async () => {
    const { id } = await grantTo(sandbox, 'bob', '1');
    return ['POST', `/v1/grants/${id}/mark-paid`, {}];
  },
  payload_too_large: () => ['POST', '/v1/grants', ' '.repeat(65 * 1024)],
  unsupported_media_type: () => ['POST', '/v1/grants', 'amount=1', { 'content-type': 'text/plain' }],
  no_rate: async () => {
    await sandbox.request('POST', '/v1/features', { ...FEATURE, id: 'unpriced', defaultRates: [] });
    return ['POST', '/v1/events', event({ featureId: 'unpriced' })];
  },
  no_meter: () => ['POST', '/v1/events', { customerId: 'ada', idempotencyKey: 'once', eventName: 'nobody.counts' }],
  timestamp_out_of_range: () => ['POST', '/v1/events', event({ timestamp: '2001-01-01T00:00:00Z' })],
  amount_out_of_range: async () => {
    for (let i = 0; i < 9; i += 1) await grantTo(sandbox, 'bob', '999999999999');
    return ['POST', '/v1/grants', grant({ customerId: 'bob', amount: '1000000000000' })];
  },
  rate_too_small: () => [
    'POST',
    '/v1/features',
    {
      ...FEATURE,
      id: 'tiny',
      defaultRates: [{ creditTypeId: 'ai-tokens', credits: '0.000001', units: '1000' }],
    },
  ],
  clock_not_forward: () => ['POST', '/v1/test-clock', { now: '2001-01-01T00:00:00Z' }],
};

const isProblem = (
  { status, headers, body }: { status: number; headers: Headers; body: Problem },
  code: ProblemCode,
) => {
  expect(body).toMatchObject({ ...PROBLEMS[code], code, type: `urn:drawdown:problem:${code}` });
  expect(status).toBe(PROBLEMS[code].status);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body.requestId).toBe(headers.get('x-request-id'));
  expect(body.detail).not.toBe('');
  expect(JSON.stringify(body)).not.toMatch(/\.ts\b|\bat \/|node_modules|stack/i);
};

describe('every problem a request can cause', () => {
  for (const [code, make] of Object.entries(CASES) as [ProblemCode, () => Promise<Case> | Case][]) {
    test(code, async () => {
      const answer = await sandbox.refused(...(await make()));
      isProblem(answer, code);
    });
  }

  test('grant_ended: voiding an expired grant', async () => {
    const own = await openSandbox();
    await seed(own);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { id } = await grantTo(own, 'ada', '1', { expiresAt: soon });
    await own.request('POST', '/v1/test-clock', { now: soon });
    isProblem(await own.refused('POST', `/v1/grants/${id}/void`, {}), 'grant_ended');
    await own.close();
  });
});

describe('every problem of the server itself', () => {
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });

  const asHost = () => ({ authorization: `Bearer ${sandbox.apiKey}` });
  const failing = (failure: Error, isSteady = true) => {
    const clock = { ...sandbox.engine.clock, steady: () => isSteady };
    const engine: Engine = { ...sandbox.engine, clock, submit: () => Promise.reject(failure) };
    const { store } = sandbox;
    return createHttpApp({
      store,
      engine,
      apiKeys: createApiKeys({ credentials: store, mode: 'test', bootstrapKey: sandbox.apiKey, logger }),
      tokens: createCustomerTokens([SECRET]),
      sandbox: null,
      allowedOrigins: [],
      eventWindowDays: 35,
      widgetsFolder: null,
      logger,
      ...UNCOUNTED,
      openStream: () => Promise.reject(failure),
    });
  };

  const ask = async (failure: Error): Promise<[Response, Problem]> => {
    const response = await failing(failure).request('/v1/events', {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(event({})),
    });
    return [response, (await response.json()) as Problem];
  };

  test.each([
    ['overloaded', new EngineOverloaded('queue of 10000'), '1'],
    ['clock_jumped', new ClockJumped('by an hour'), '60'],
    ['unavailable', new StoreUnavailable('SQLITE_FULL'), '1'],
  ] as const)('%s says when to retry, without the cause', async (code, failure, seconds) => {
    const [{ status, headers }, body] = await ask(failure);
    isProblem({ status, headers, body }, code);
    expect(headers.get('retry-after')).toBe(seconds);
    expect(JSON.stringify(body)).not.toContain(failure.message);
  });

  test.each([
    ['POST', '/v1/credit-types', CREDIT_TYPE],
    ['PATCH', '/v1/features/emails', { name: 'Mails' }],
    ['POST', '/v1/plans/pro/archive', undefined],
    ['PUT', '/v1/customers/ada', {}],
    ['PATCH', '/v1/customers/ada', {}],
    ['DELETE', '/v1/customers/ada', undefined],
  ] as const)('clock_jumped: %s %s fails while the clock is not steady', async (method, path, body) => {
    const response = await failing(new Error(), false).request(path, {
      method,
      headers: { ...asHost(), 'idempotency-key': 'jump', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    isProblem({ status, headers, body: (await response.json()) as Problem }, 'clock_jumped');
    expect((await sandbox.request('GET', '/v1/customers/ada')).body).toMatchObject({ name: 'Ada', erasedAt: null });
  });

  test('internal_error reveals nothing in the answer and logs everything', async () => {
    const [{ status, headers }, body] = await ask(new Error('secret of the house'));
    isProblem({ status, headers, body }, 'internal_error');
    expect(JSON.stringify(body)).not.toContain('secret');
    const line = logged.find((candidate) => candidate.includes('secret of the house'));
    expect(line).toContain(body.requestId);
    expect(line).not.toContain(sandbox.apiKey);
  });

  test('too_many_streams: one stream beyond the limit', async () => {
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}` };
    const full = new Rejection('too_many_streams', 'Close one first.', { headers: { 'retry-after': '10' } });
    const response = await failing(full).request('/customer/v1/stream', { headers });
    const body = (await response.json()) as Problem;
    isProblem({ status: response.status, headers: response.headers, body }, 'too_many_streams');
  });

  test('a live server has no test clock', async () => {
    const response = await failing(new Error()).request('/v1/test-clock', {
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
    });
    expect(response.status).toBe(404);
  });
});

test('tests every problem of the closed set', () => {
  const elsewhere = [
    'rate_limited',
    'grant_ended',
    'overloaded',
    'clock_jumped',
    'unavailable',
    'internal_error',
    'too_many_streams',
  ];
  expect([...Object.keys(CASES), ...elsewhere].sort()).toEqual(Object.keys(PROBLEMS).sort());
});

test('a refusal for missing credits states the shortfall', async () => {
  const { body } = await sandbox.refused(
    'POST',
    '/v1/events',
    event({ idempotencyKey: 'b2', quantity: 3, enforce: true }),
  );
  expect(body).toMatchObject({
    creditTypeId: 'ai-tokens',
    balance: '0',
    available: '0',
    required: '3',
    shortfall: '3',
  });
});

test('a wrong method answers the allowed methods', async () => {
  expect((await sandbox.refused('PATCH', '/v1/customers')).headers.get('allow')).toBe('GET, HEAD');
  expect((await sandbox.refused('POST', '/v1/customers/ada')).headers.get('allow')).toBe(
    'PUT, PATCH, DELETE, GET, HEAD',
  );
  expect((await sandbox.refused('POST', '/customer/v1/balances')).headers.get('allow')).toBe('GET, HEAD');
});

test('reports every invalid field at once, with its path', async () => {
  const { body } = await sandbox.refused('POST', '/v1/grants', {
    creditTypeId: 'no spaces',
    amount: 1.5,
    category: 'promotional',
    metadata: { key: '' },
    colour: 'red',
  });
  const paths = body.errors?.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['customerId', 'creditTypeId', 'amount', 'metadata.key', 'colour']));
  expect(body.errors?.find(({ path }) => path === 'customerId')?.message).toBe('is required');
});
