import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClientOptions, createClient, DrawdownError } from './client.js';

const ATTEMPT_TIMEOUT_MS = 60_001;

/** The pauses between attempts, which end at once. */
let pausesMs: number[];
beforeEach(() => {
  pausesMs = [];
  vi.stubGlobal('setTimeout', (resume: () => void, ms: number) => {
    if (ms === ATTEMPT_TIMEOUT_MS) return;
    pausesMs.push(ms);
    queueMicrotask(resume);
  });
});
afterEach(() => vi.unstubAllGlobals());

type SentRequest = { readonly method: string; readonly url: string; readonly headers: Headers; readonly body: unknown };
type ScriptedAnswer = Response | Error;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string, retryAfter = '0') =>
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
    { status, headers: { 'content-type': 'application/problem+json', 'retry-after': retryAfter } },
  );

function scripted(script: ScriptedAnswer[], options: Partial<ClientOptions> = {}) {
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
    attemptTimeoutMs: ATTEMPT_TIMEOUT_MS,
    ...options,
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

  test('a write of unknown fate is sent again with the same key, never with a new one', async () => {
    const { client, seen } = scripted([problem(500, 'outcome_unknown'), json({ id: 'grt_1' })]);
    expect(await client.grants.create(grant)).toEqual({ id: 'grt_1' });
    expect(new Set(seen.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(seen).toHaveLength(2);
    const gone = scripted([problem(500, 'outcome_unknown')], { retries: 0 });
    expect(await failure(gone.client.grants.create(grant))).toMatchObject({ code: 'outcome_unknown', retryable: true });
    const broken = scripted([problem(500, 'internal_error')]);
    expect(await failure(broken.client.grants.create(grant))).toMatchObject({ retryable: false });
  });

  test('is given up after a bounded number of times', async () => {
    const { client, seen } = scripted([problem(503, 'overloaded'), problem(503, 'overloaded')], { retries: 1 });
    expect(await failure(client.grants.create(grant))).toMatchObject({
      status: 503,
      code: 'overloaded',
      retryable: true,
    });
    expect(seen).toHaveLength(2);
    const gone = scripted([new TypeError('fetch failed')], { retries: 0 });
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
    expect(seen).toHaveLength(0);
  });

  test('names the key that was sent, given or made', async () => {
    const { client, seen } = scripted([problem(503, 'overloaded'), problem(503, 'overloaded'), new TypeError('cut')], {
      retries: 0,
    });
    const made = await failure(client.grants.create(grant));
    expect(made?.idempotencyKey).toBe(seen[0]?.headers.get('idempotency-key'));
    const report = { customerId: 'ada', featureId: 'chat', idempotencyKey: 'in the body' };
    expect(await failure(client.events.report(report))).toMatchObject({ idempotencyKey: 'in the body' });
    expect(await failure(client.customers.get('ada'))).toMatchObject({ idempotencyKey: null });
  });
});

describe('the pause before a retry', () => {
  test.each(['0', '1', '7', '9'])(
    'is never shorter than a Retry-After of %s s, and random above it',
    async (seconds) => {
      for (const random of [0, 0.999]) {
        vi.spyOn(Math, 'random').mockReturnValue(random);
        const { client } = scripted([
          problem(429, 'rate_limited', seconds),
          problem(503, 'overloaded', seconds),
          json({}),
        ]);
        await client.grants.create(grant);
      }
      const least = Number(seconds) * 1000;
      const [first = 0, second = 0, laterFirst = 0, laterSecond = 0] = pausesMs;
      for (const pauseMs of pausesMs) expect(pauseMs).toBeGreaterThan(least);
      expect(laterFirst).toBeGreaterThan(first);
      expect(laterSecond).toBeGreaterThan(second);
      expect(Math.max(...pausesMs)).toBeLessThanOrEqual(10_000);
    },
  );

  test('follows a Retry-After that is a date', async () => {
    const date = new Date(Date.now() + 6_000).toUTCString();
    const { client } = scripted([problem(503, 'unavailable', date), json({})]);
    await client.grants.create(grant);
    expect(pausesMs[0]).toBeGreaterThan(4_000);
  });

  test('that would be longer than maxRetryWaitMs is not made: the call fails with the wait that is asked for', async () => {
    const patient = scripted([problem(503, 'clock_jumped', '60'), json({})], { maxRetryWaitMs: 60_000 });
    await patient.client.grants.create(grant);
    expect(pausesMs).toEqual([60_000]);
    const { client, seen } = scripted([problem(503, 'clock_jumped', '60'), json({})]);
    expect(await failure(client.grants.create(grant))).toMatchObject({ code: 'clock_jumped', retryAfterMs: 60_000 });
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

  test.each([
    ['a page', new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } })],
    ['JSON of no known type', new Response('{}', { headers: { 'content-type': 'text/plain' } })],
    ['broken JSON', new Response('{"id":', { headers: { 'content-type': 'application/json' } })],
    ['nothing', new Response(null, { status: 204 })],
  ])('a success with %s as its body is an error with its status', async (_name, response) => {
    const { client, seen } = scripted([response]);
    const error = await failure(client.grants.create(grant));
    expect(error).toBeInstanceOf(DrawdownError);
    expect(error).toMatchObject({ status: response.status, code: 'unknown', retryable: false });
    expect(error?.idempotencyKey).toBe(seen[0]?.headers.get('idempotency-key'));
  });

  test('a page instead of a CSV file is an error', async () => {
    const { client } = scripted([new Response('<html>', { headers: { 'content-type': 'text/html' } })]);
    const error = await failure(client.customers.usageCsv('ada', { creditTypeId: 'ai-tokens' }));
    expect(error).toMatchObject({ status: 200, code: 'unknown' });
  });

  test('a redirect is an error that says where it leads', async () => {
    const headers = { location: 'https://login.example/' };
    const { client, seen } = scripted([new Response(null, { status: 302, headers })]);
    const error = await failure(client.grants.create(grant));
    expect(error).toMatchObject({ status: 302, code: 'unknown' });
    expect(error?.detail).toContain('https://login.example/');
    expect(seen).toHaveLength(1);
  });

  test('a request that cannot be made is an error, and is not sent', async () => {
    const { client, seen } = scripted([]);
    const refused = await failure(client.grants.create(grant, { idempotencyKey: 'jörg ✓' }));
    expect(refused).toBeInstanceOf(DrawdownError);
    expect(refused).toMatchObject({ status: 0, code: 'invalid_request', retryable: false, idempotencyKey: 'jörg ✓' });
    const metadata = { big: 1n } as unknown as Record<string, string>;
    expect(await failure(client.grants.create({ ...grant, metadata }))).toMatchObject({ code: 'invalid_request' });
    expect(seen).toHaveLength(0);
    expect(() => createClient({ baseUrl: 'credits.example', apiKey: 'x' })).toThrow(TypeError);
  });
});
