import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CUSTOMER_SCOPES } from '../../server/contract/index.js';
import { OPERATIONS } from '../../server/reference/openapi/operations.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';
import { isForCustomers } from './operations/run.js';

// Every route of the OpenAPI document, whatever mounts it, and whatever its request is: limits come before its parts.

/** Routes outside of the document. They have no caller who could be counted, and read no body. */
const OPEN = ['/docs', '/healthz', '/metrics', '/openapi.json', '/readyz'];
/** Mounted if the widgets are built. */
const WIDGETS = 'GET /widgets/:file{.+}';

let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  token = await sandbox.tokenFor('ada', CUSTOMER_SCOPES);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => sandbox.close());

async function send(operationId: string, method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const authorization = `Bearer ${isForCustomers(operationId) ? token : sandbox.apiKey}`;
  const url = path.replaceAll(/\{\w+\}/g, 'x');
  const response = await sandbox.app.request(url, { method, headers: { authorization, ...headers } });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isStream) await response.body?.cancel();
  const body = isStream ? {} : ((await response.json()) as { code?: string });
  return { status: response.status, code: body.code, headers: response.headers };
}

const ROUTES = OPERATIONS.map(({ operationId, route: { method, path } }) => ({
  ...{ operationId, method: method.toUpperCase(), path },
}));

test.each(ROUTES)('$operationId is refused beyond the rate limit of its caller', async ({ operationId, ...route }) => {
  const consume = vi.spyOn(RateLimiterMemory.prototype, 'consume').mockRejectedValue(new RateLimiterRes(0, 4_000));
  const { status, code, headers } = await send(operationId, route.method, route.path);
  expect([status, code, headers.get('retry-after')]).toEqual([429, 'rate_limited', '4']);
  expect(consume.mock.calls).toEqual([[isForCustomers(operationId) ? 'ada' : expect.any(String)]]);
});

test.each(ROUTES)('$operationId counts once, also if it is invalid', async ({ operationId, ...route }) => {
  const consume = vi.spyOn(RateLimiterMemory.prototype, 'consume');
  await send(operationId, route.method, `${route.path}?unknown=1`);
  expect(consume).toHaveBeenCalledTimes(1);
});

test.each(ROUTES)('$operationId refuses a body above its limit', async ({ operationId, ...route }) => {
  const headers = { 'content-type': 'application/json', 'content-length': String(100 * 1024 * 1024) };
  const { status, code } = await send(operationId, route.method, route.path, headers);
  expect([status, code]).toEqual([413, 'payload_too_large']);
});

test('there is no other route but a few that are open to all', () => {
  const documented = OPERATIONS.map(({ route }) => `${route.method.toUpperCase()} ${route.path}`);
  const mounted = sandbox.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(?=\/|$)/g, '{$1}')}`)
    .filter((route) => route !== WIDGETS);
  const expected = [...documented, ...OPEN.map((path) => `GET ${path}`)];
  expect([...new Set(mounted)].sort()).toEqual(expected.sort());
});

test.each(OPEN)('%s takes no body', async (path) => {
  const headers = { 'content-length': '1' };
  expect((await sandbox.app.request(path, { headers })).status).toBe(413);
});

test.each(ROUTES.filter(({ method }) => method !== 'GET'))(
  '$operationId refuses a body with a field that it does not know',
  async ({ operationId, method, path }) => {
    const authorization = `Bearer ${sandbox.apiKey}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': `unknown ${operationId}` };
    const body = JSON.stringify({ force: true });
    const response = await sandbox.app.request(path.replaceAll(/\{\w+\}/g, 'x'), { method, headers, body });
    const { errors } = (await response.json()) as { errors?: { path: string; message: string }[] };
    expect([response.status, errors]).toEqual([
      400,
      expect.arrayContaining([{ path: 'force', message: 'is not known' }]),
    ]);
  },
);

test.each(ROUTES.filter(({ method }) => method !== 'GET'))(
  '$operationId refuses a body that is not JSON',
  async ({ operationId, method, path }) => {
    const authorization = `Bearer ${sandbox.apiKey}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': `broken ${operationId}` };
    const url = path.replaceAll(/\{\w+\}/g, 'x');
    expect((await sandbox.app.request(url, { method, headers, body: 'not json' })).status).toBe(400);
    const text = { ...headers, 'content-type': 'text/plain' };
    expect((await sandbox.app.request(url, { method, headers: text, body: 'not json' })).status).toBe(415);
  },
);
