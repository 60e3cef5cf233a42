import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CUSTOMER_SCOPES } from '../../server/contract/index.js';
import { SCOPES } from '../../server/contract/index.js';
import { grantTo, openSandbox, PLAN, type Sandbox, SECRET, seed } from '../support/sandbox.js';

// Every route of the application × every credential. The routes come from the application itself: one without a row
// here fails, and so does a row without a route.

/** The credential that a route takes, and the scope it needs. */
const EXPECTED: Record<
  string,
  `apiKey ${(typeof SCOPES)[number]}` | `customerToken ${(typeof CUSTOMER_SCOPES)[number]}`
> = {
  'post /v1/credit-types': 'apiKey catalog',
  'get /v1/credit-types': 'apiKey read',
  'get /v1/credit-types/{id}': 'apiKey read',
  'patch /v1/credit-types/{id}': 'apiKey catalog',
  'post /v1/credit-types/{id}/archive': 'apiKey catalog',
  'post /v1/credit-types/{id}/unarchive': 'apiKey catalog',
  'post /v1/products': 'apiKey catalog',
  'get /v1/products': 'apiKey read',
  'get /v1/products/{id}': 'apiKey read',
  'patch /v1/products/{id}': 'apiKey catalog',
  'post /v1/features': 'apiKey catalog',
  'get /v1/features': 'apiKey read',
  'get /v1/features/{id}': 'apiKey read',
  'patch /v1/features/{id}': 'apiKey catalog',
  'post /v1/plans': 'apiKey catalog',
  'put /v1/plans/{id}/draft': 'apiKey catalog',
  'post /v1/plans/{id}/publish': 'apiKey catalog',
  'post /v1/plans/{id}/archive': 'apiKey catalog',
  'post /v1/plans/{id}/unarchive': 'apiKey catalog',
  'get /v1/plans/{id}/versions': 'apiKey read',
  'get /v1/plans': 'apiKey read',
  'get /v1/plans/{id}': 'apiKey read',
  'put /v1/customers/{id}': 'apiKey grants',
  'get /v1/customers/{id}': 'apiKey read',
  'get /v1/customers': 'apiKey read',
  'post /v1/subscriptions': 'apiKey grants',
  'post /v1/subscriptions/{id}/change-plan': 'apiKey grants',
  'post /v1/subscriptions/{id}/cancel': 'apiKey grants',
  'get /v1/subscriptions': 'apiKey read',
  'get /v1/subscriptions/{id}': 'apiKey read',
  'post /v1/grants': 'apiKey grants',
  'get /v1/grants': 'apiKey read',
  'get /v1/grants/{id}': 'apiKey read',
  'patch /v1/grants/{id}': 'apiKey grants',
  'post /v1/grants/{id}/void': 'apiKey grants',
  'post /v1/grants/{id}/mark-paid': 'apiKey grants',
  'post /v1/grants/{id}/mark-failed': 'apiKey grants',
  'post /v1/adjustments': 'apiKey grants',
  'post /v1/events': 'apiKey usage',
  'get /v1/customers/{id}/balances': 'apiKey read',
  'get /v1/customers/{id}/balances/{creditTypeId}': 'apiKey read',
  'get /v1/customers/{id}/ledger': 'apiKey read',
  'get /v1/customers/{id}/usage': 'apiKey read',
  'get /v1/customers/{id}/usage.csv': 'apiKey read',
  'post /v1/customer-tokens': 'apiKey tokens',
  'post /v1/api-keys': 'apiKey admin',
  'get /v1/api-keys': 'apiKey admin',
  'delete /v1/api-keys/{id}': 'apiKey admin',
  'get /v1/test-clock': 'apiKey read',
  'post /v1/test-clock': 'apiKey admin',
  'delete /v1/test-clock': 'apiKey admin',
  'get /customer/v1/balances': 'customerToken read',
  'get /customer/v1/grants': 'customerToken read',
  'get /customer/v1/ledger': 'customerToken read',
  'get /customer/v1/usage': 'customerToken read',
  'get /customer/v1/usage.csv': 'customerToken read',
  'get /customer/v1/stream': 'customerToken read',
};

/** Outside the doors: these ask nobody who they are. `all` is the 404 of each door. */
const OPEN = [
  'get /healthz',
  'get /readyz',
  'get /openapi.json',
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

let keys: Record<string, string>;
let tokens: Record<'own' | 'purchase', string>;
let bobsGrant: string;

beforeAll(async () => {
  await seed(sandbox);
  await sandbox.request('POST', '/v1/plans', PLAN);
  await grantTo(sandbox, 'ada', '10');
  bobsGrant = (await grantTo(sandbox, 'bob', '20')).id;
  keys = Object.fromEntries(
    await Promise.all(SCOPES.map(async (scope) => [scope, await sandbox.keyWith(scope)] as const)),
  );
  tokens = { own: await sandbox.tokenFor('ada'), purchase: await sandbox.tokenFor('ada', ['purchase']) };
});
afterAll(() => sandbox.close());

const seconds = () => Math.floor(Date.now() / 1000);

/** A token as the server makes them, but for what is given. */
const jwt = (claims: object = {}, secret = SECRET.secret) =>
  new SignJWT({ ...goodClaims(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'drawdown-customer+jwt', kid: SECRET.kid })
    .sign(new TextEncoder().encode(secret));

const goodClaims = () => ({
  iss: 'drawdown',
  aud: 'drawdown:customer',
  sub: 'ada',
  scope: 'read',
  iat: seconds(),
  exp: seconds() + 300,
});

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Credentials that open nothing, anywhere. */
async function worthless(): Promise<Record<string, string>> {
  const unsigned = base64url({ alg: 'none', typ: 'drawdown-customer+jwt', kid: SECRET.kid });
  return {
    none: '',
    'an empty bearer': 'Bearer ',
    'another scheme': `Basic ${Buffer.from(`x:${sandbox.apiKey}`).toString('base64')}`,
    'the bare key': sandbox.apiKey,
    'a key nobody made': `Bearer dd_test_${'x'.repeat(43)}`,
    'a key of a live server': `Bearer ${sandbox.apiKey.replace('dd_test_', 'dd_live_')}`,
    'the hash of nothing': 'Bearer key_bootstrap',
    'an expired token': `Bearer ${await jwt({ iat: seconds() - 600, exp: seconds() - 1 })}`,
    'a token for another audience': `Bearer ${await jwt({ aud: 'drawdown:host' })}`,
    'an unsigned token': `Bearer ${unsigned}.${base64url(goodClaims())}.`,
    'a token signed with another secret': `Bearer ${await jwt({}, 'another secret of more than 32 characters')}`,
  };
}

const fill = (path: string) => path.replace('{creditTypeId}', 'ai-tokens').replace('{id}', 'ada');

async function ask(method: string, path: string, authorization: string) {
  const needsBody = ['post', 'put', 'patch'].includes(method);
  return sandbox.refused(method.toUpperCase(), fill(path), needsBody ? {} : undefined, { authorization });
}

test('the tokens of these tests differ from good ones in what their name says only', async () => {
  expect((await ask('get', '/customer/v1/balances', `Bearer ${await jwt()}`)).status).toBe(200);
});

test('every route has an expectation, and every expectation a route', () => {
  expect(ROUTES.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
  for (const { name, security } of ROUTES) {
    const [kind = '', scope] = EXPECTED[name]?.split(' ') ?? [];
    expect([name, security]).toEqual([name, [{ [kind]: [scope] }]]);
  }
});

test('nothing is mounted but what the contract describes and what is open', () => {
  const described = new Set(ROUTES.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1')));
  const mounted = sandbox.app.routes
    .map(({ method, path }) => `${method.toLowerCase()} ${path}`)
    // Middleware stands on the same patterns as the 404 of each door.
    .filter((name) => !name.startsWith('all ') && !described.has(name));
  expect(mounted.filter((name) => !OPEN.includes(name))).toEqual([]);
});

describe.each(ROUTES)('$name', ({ name, method, path }) => {
  const [kind, scope] = EXPECTED[name]?.split(' ') ?? [];

  test('takes no worthless credential', async () => {
    for (const [what, authorization] of Object.entries(await worthless())) {
      const { status, headers, body } = await ask(method, path, authorization);
      expect([what, status, body.code]).toEqual([what, 401, 'unauthorized']);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="drawdown"/);
    }
  });

  test('takes nothing from the other door', async () => {
    const other = kind === 'apiKey' ? [tokens.own, tokens.purchase] : [sandbox.apiKey, keys['admin'], keys['read']];
    for (const credential of other) {
      expect((await ask(method, path, `Bearer ${credential ?? ''}`)).status).toBe(401);
    }
  });

  test('asks for its scope', async () => {
    const held = kind === 'apiKey' ? Object.entries(keys) : [['purchase', tokens.purchase] as const];
    for (const [has, credential] of held) {
      if (has === 'admin' || has === scope) continue;
      const { status, headers, body } = await ask(method, path, `Bearer ${credential}`);
      expect([has, status, body.code]).toEqual([has, 403, 'forbidden']);
      expect(headers.get('www-authenticate')).toContain(`scope="${scope ?? ''}"`);
    }
  });

  test('takes its own credential', async () => {
    if (method === 'delete' || path === '/customer/v1/stream') return;
    const own = kind === 'apiKey' ? [keys[scope ?? ''], keys['admin'], sandbox.apiKey] : [tokens.own];
    for (const credential of own) {
      expect([401, 403, 500]).not.toContain((await ask(method, path, `Bearer ${credential ?? ''}`)).status);
    }
  });
});

describe('a customer token sees one customer', () => {
  test('whatever else the request names', async () => {
    const headers = { authorization: `Bearer ${tokens.own}`, 'x-customer-id': 'bob' };
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

  test('a token for a customer who is not there is not made', async () => {
    expect((await sandbox.refused('POST', '/v1/customer-tokens', { customerId: 'nobody' })).status).toBe(404);
  });

  test('a token lives an hour at most', async () => {
    for (const expiresIn of [3601, 29, 0, -1, 1.5, '900']) {
      const answer = await sandbox.refused('POST', '/v1/customer-tokens', { customerId: 'ada', expiresIn });
      expect(answer.status).toBe(400);
    }
  });
});
