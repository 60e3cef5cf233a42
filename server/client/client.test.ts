import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createClient, DrawdownError } from './client.js';

// Pauses between attempts end at once.
beforeAll(() => vi.stubGlobal('setTimeout', (resume: () => void) => queueMicrotask(resume)));
afterAll(() => vi.unstubAllGlobals());

type SentRequest = { readonly method: string; readonly url: string; readonly headers: Headers; readonly body: unknown };
type ScriptedAnswer = Response | Error;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string) =>
  new Response(
    JSON.stringify({
      type: 'x',
      title: 'x',
      status,
      code,
      detail: 'why',
      requestId: 'r1',
      errors: [{ path: 'amount', message: 'bad' }],
    }),
    { status, headers: { 'content-type': 'application/problem+json', 'retry-after': '0' } },
  );

function scripted(script: ScriptedAnswer[], retries?: number) {
  const seen: SentRequest[] = [];
  const fetch = (url: string | URL | Request, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    seen.push({ method: init.method ?? 'GET', url: url as string, headers: new Headers(init.headers), body });
    const next = script.shift() ?? new Error('the script has ended');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const client = createClient({
    baseUrl: 'https://credits.example/base/',
    apiKey: 'dd_test_key',
    fetch,
    ...(retries !== undefined && { retries }),
  });
  return { client, seen };
}

const grant = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '1', category: 'paid' } as const;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as DrawdownError,
  );

describe('a request', () => {
  test('carries the key, the body and the query, under the base', async () => {
    const { client, seen } = scripted([json({ id: 'grt_1' }), json({ data: [], nextCursor: null })]);
    await client.grants.create(grant, { idempotencyKey: 'mine' });
    await client.customers.ledger('a/b', { creditTypeId: 'ai-tokens', limit: 5, cursor: 'c=' });
    expect(seen[0]).toMatchObject({ method: 'POST', url: 'https://credits.example/base/v1/grants', body: grant });
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer dd_test_key');
    expect(seen[0]?.headers.get('idempotency-key')).toBe('mine');
    expect(seen[1]?.url).toBe(
      'https://credits.example/base/v1/customers/a%2Fb/ledger?creditTypeId=ai-tokens&limit=5&cursor=c%3D',
    );
    expect(seen[1]?.headers.has('content-type')).toBe(false);
  });

  test('makes up a key where the route takes one, another one for each call', async () => {
    const { client, seen } = scripted([json({}), json({}), json({})]);
    await client.grants.create(grant);
    await client.grants.void('grt_1');
    await client.customers.put('ada');
    const keys = seen.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBeNull();
  });
});

describe('what fails for now', () => {
  test('is sent again with the same key', async () => {
    const { client, seen } = scripted([
      new TypeError('fetch failed'),
      problem(503, 'overloaded'),
      json({ id: 'grt_1' }),
    ]);
    expect(await client.grants.create(grant)).toEqual({ id: 'grt_1' });
    expect(new Set(seen.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  test('is given up after a bounded number of times', async () => {
    const { client, seen } = scripted([problem(503, 'overloaded'), problem(503, 'overloaded')], 1);
    expect(await failure(client.grants.create(grant))).toMatchObject({
      status: 503,
      code: 'overloaded',
      retryable: true,
    });
    expect(seen).toHaveLength(2);
    const gone = scripted([new TypeError('fetch failed')], 0);
    expect(await failure(gone.client.customers.get('ada'))).toMatchObject({
      status: 0,
      code: 'network_error',
      requestId: null,
    });
  });

  test('is not sent again once the caller has left', async () => {
    const controller = new AbortController();
    const { client, seen } = scripted([problem(503, 'overloaded')]);
    controller.abort(new Error('left'));
    await expect(client.grants.create(grant, { signal: controller.signal })).rejects.toThrow('left');
    expect(seen).toHaveLength(1);
  });
});

describe('what fails for good', () => {
  test('is thrown as it was said, at once', async () => {
    const { client, seen } = scripted([problem(400, 'invalid_request')]);
    const error = await failure(client.grants.create(grant));
    expect(error).toBeInstanceOf(DrawdownError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_request',
      detail: 'why',
      message: 'why',
      errors: [{ path: 'amount', message: 'bad' }],
      requestId: 'r1',
      retryable: false,
    });
    expect(seen).toHaveLength(1);
  });

  test('a proxy’s page is an error too', async () => {
    const { client } = scripted([
      new Response('<h1>Not here</h1>', { status: 404, headers: { 'content-type': 'text/html' } }),
    ]);
    expect(await failure(client.grants.get('grt_1'))).toMatchObject({ status: 404, code: 'unknown', problem: null });
  });
});
