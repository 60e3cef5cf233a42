import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SCOPES } from '../../server/contract/index.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// matrix.test.ts takes the credential and scope of each route from the route itself. This file states them again, so
// that a wrong declaration is noticed.

/** The scope that writing requires. Reading requires `read`, except where `admin` is listed. */
const SCOPE_OF: Readonly<Record<string, (typeof SCOPES)[number]>> = {
  'credit-types': 'catalog',
  products: 'catalog',
  features: 'catalog',
  plans: 'catalog',
  customers: 'grants',
  subscriptions: 'grants',
  grants: 'grants',
  adjustments: 'grants',
  events: 'usage',
  check: 'usage',
  'customer-tokens': 'tokens',
  'api-keys': 'admin',
  'audit-log': 'admin',
  'test-clock': 'admin',
};

/** Routes outside the two doors require no credential, except the metrics. `all` is the 404 of each door. */
const OPEN = [
  'get /healthz',
  'get /readyz',
  'get /openapi.json',
  'get /docs',
  'get /metrics',
  'get /widgets/:file{.+}',
  'all /v1/*',
  'all /customer/v1/*',
];

const sandbox: Sandbox = await openSandbox();
const document = await sandbox.request<{ paths: Record<string, Record<string, { security: object[] }>> }>(
  'GET',
  '/openapi.json',
);
const ROUTES = Object.entries(document.body.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security }]) => ({ name: `${method} ${path}`, method, path, security })),
);

let bobsGrant: string;

beforeAll(async () => {
  await seed(sandbox);
  bobsGrant = (await grantTo(sandbox, 'bob', '20')).id;
});
afterAll(() => sandbox.close());

test.each(ROUTES)('$name requires the credential of its door and the scope of its resource', (route) => {
  const { method, path, security } = route;
  if (path.startsWith('/customer/v1/')) {
    expect([method, security]).toEqual(['get', [{ customerToken: ['read'] }]]);
    return;
  }
  const scope = SCOPE_OF[path.split('/')[2] ?? ''];
  const reads = method === 'get' && !['/v1/api-keys', '/v1/audit-log'].includes(path);
  expect(security).toEqual([{ apiKey: [reads ? 'read' : scope] }]);
});

test('only described and open routes are mounted', () => {
  const described = new Set(ROUTES.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1')));
  const mounted = sandbox.app.routes
    .map(({ method, path }) => `${method.toLowerCase()} ${path}`)
    // Middleware is registered on the same patterns as the 404 of each door.
    .filter((name) => !name.startsWith('all ') && !described.has(name));
  expect(mounted.filter((name) => !OPEN.includes(name))).toEqual([]);
});

describe.each(['/v1/customers', '/customer/v1/balances'])('%s', (path) => {
  test.each([
    ['nothing', ''],
    ['an empty bearer', 'Bearer '],
    ['another scheme', `Basic ${Buffer.from(`x:${sandbox.apiKey}`).toString('base64')}`],
    ['the bare key', sandbox.apiKey],
    ['the id of a key', 'Bearer key_bootstrap'],
  ])('answers %s with 401 and a challenge', async (_, authorization) => {
    const { status, headers, body } = await sandbox.refused('GET', path, undefined, { authorization });
    expect([status, body.code]).toEqual([401, 'unauthorized']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="drawdown"/);
  });
});

test('a refusal names the missing scope', async () => {
  const authorization = `Bearer ${await sandbox.keyWith('usage')}`;
  const { status, headers } = await sandbox.refused('GET', '/v1/customers', undefined, { authorization });
  expect([status, headers.get('www-authenticate')]).toEqual([403, expect.stringContaining('scope="read"')]);
});

describe('a customer token sees one customer', () => {
  test('whatever other customer the request names', async () => {
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}`, 'x-customer-id': 'bob' };
    for (const path of ['/customer/v1/balances', '/customer/v1/grants', '/customer/v1/ledger?creditTypeId=ai-tokens']) {
      const { status, body } = await sandbox.request('GET', path, undefined, headers);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(bobsGrant);
      const join = path.includes('?') ? '&' : '?';
      for (const query of ['customerId=bob', 'id=bob', 'sub=bob']) {
        expect((await sandbox.refused('GET', path + join + query, undefined, headers)).status).toBe(400);
      }
    }
    expect((await sandbox.refused('GET', '/customer/v1/stream?customerId=bob', undefined, headers)).status).toBe(400);
    expect((await sandbox.refused('GET', '/customer/v1/grants/' + bobsGrant, undefined, headers)).status).toBe(404);
  });

  test('refuses a token for an unknown customer', async () => {
    expect((await sandbox.refused('POST', '/v1/customer-tokens', { customerId: 'nobody' })).status).toBe(404);
  });

  test('refuses a token lifetime above one hour', async () => {
    for (const expiresIn of [3601, 29, 0, -1, 1.5, '900']) {
      const answer = await sandbox.refused('POST', '/v1/customer-tokens', { customerId: 'ada', expiresIn });
      expect(answer.status).toBe(400);
    }
  });
});
