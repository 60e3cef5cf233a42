import { hash } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CUSTOMER_SCOPES, type Problem, SCOPES } from '../../server/contract/index.js';
import { digest, type Sandbox, SECRET } from '../support/sandbox.js';
import { STEPS } from './operations/index.js';
import { given } from './operations/operation.js';
import { isForCustomers, openStage, operation, type OperationResult, runSteps } from './operations/run.js';

// Every route with every credential. The expectation follows from the route's declared security, the requests from
// test/http/operations. A route without a step there fails the build.

type Door = 'host' | 'customer';
type Credential = {
  readonly name: string;
  /** `null` if the credential opens no door. */
  readonly door: Door | null;
  readonly scopes: readonly string[];
  readonly bearer: () => string | null;
};

let sandbox: Sandbox;
let ran: readonly OperationResult[];
const bearers = new Map<string, string>();
const made = (name: string) => () => bearers.get(name) ?? null;
const nothing = (name: string): Credential => ({ name, door: null, scopes: [], bearer: made(name) });

const CREDENTIALS: readonly Credential[] = [
  { name: 'none', door: null, scopes: [], bearer: () => null },
  ...SCOPES.map((scope) => ({ name: `key: ${scope}`, door: 'host' as const, scopes: [scope], bearer: made(scope) })),
  ...CUSTOMER_SCOPES.map((scope) => ({
    ...{ name: `token: ${scope}`, door: 'customer' as const, scopes: [scope], bearer: made(`token ${scope}`) },
  })),
  {
    ...{ name: 'token of another customer', door: 'customer', scopes: CUSTOMER_SCOPES },
    bearer: made('token of another customer'),
  },
  nothing('revoked key'),
  nothing('unknown key'),
  nothing('key of the other mode'),
  nothing('key with its last character changed'),
  nothing('expired token'),
  nothing('token of the wrong audience'),
  nothing('token of the wrong issuer'),
  nothing('token of the wrong type'),
  nothing('token with alg none'),
  nothing('token with an unknown kid'),
  nothing('token without its signature'),
  nothing('token signed with another secret'),
  nothing('token without a subject'),
  nothing('token that lives too long'),
];

/** Signs a token as the server does, with some parts changed. */
function forge(changes: { header?: object; claims?: Record<string, unknown>; secret?: string } = {}): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: 'drawdown', aud: 'drawdown:customer', sub: 'acme', scope: CUSTOMER_SCOPES.join(' ') },
    ...{ iat: nowSeconds, exp: nowSeconds + 600, ...changes.claims },
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'drawdown-customer+jwt', kid: SECRET.kid, ...changes.header })
    .sign(new TextEncoder().encode(changes.secret ?? SECRET.secret));
}

async function forgeAll(): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const good = await forge();
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const all: Record<string, string> = {
    'unknown key': `dd_test_${'A'.repeat(43)}`,
    'key of the other mode': `dd_live_${'A'.repeat(43)}`,
    'key with its last character changed': sandbox.apiKey.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    'expired token': await forge({ claims: { iat: nowSeconds - 900, exp: nowSeconds - 1 } }),
    'token of the wrong audience': await forge({ claims: { aud: 'someone-else' } }),
    'token of the wrong issuer': await forge({ claims: { iss: 'someone-else' } }),
    'token of the wrong type': await forge({ header: { typ: 'JWT' } }),
    'token with alg none': `${encoded({ alg: 'none', typ: 'drawdown-customer+jwt', kid: SECRET.kid })}.${good.split('.')[1]}.`,
    'token with an unknown kid': await forge({ header: { kid: '../../other' } }),
    'token without its signature': `${good.split('.').slice(0, 2).join('.')}.`,
    'token signed with another secret': await forge({ secret: hash('sha256', 'another secret') }),
    'token without a subject': await forge({ claims: { sub: undefined } }),
    'token that lives too long': await forge({ claims: { exp: nowSeconds + 7_200 } }),
  };
  for (const [name, bearer] of Object.entries(all)) bearers.set(name, bearer);
}

beforeAll(async () => {
  sandbox = await openStage();
  ran = await runSteps(sandbox, STEPS);
  for (const scope of SCOPES) bearers.set(scope, await sandbox.keyWith(scope));
  for (const scope of CUSTOMER_SCOPES) bearers.set(`token ${scope}`, await sandbox.tokenFor('acme', [scope]));
  bearers.set('token of another customer', await sandbox.tokenFor('bob', CUSTOMER_SCOPES));
  bearers.set('revoked key', await revokedKey());
  await forgeAll();
  // The unchanged credential works, so each forged one fails because of its one change.
  const headers = { authorization: `Bearer ${await forge()}` };
  expect((await sandbox.request('GET', '/customer/v1/balances', undefined, headers)).status).toBe(200);
});
afterAll(() => sandbox.close());

async function revokedKey(): Promise<string> {
  const terms = { name: 'to be revoked', scopes: SCOPES };
  const { body } = await sandbox.request<{ id: string; key: string }>('POST', '/v1/api-keys', terms);
  await sandbox.request('DELETE', `/v1/api-keys/${body.id}`);
  return body.key;
}

type ExpectedAccess = 'allowed' | 401 | 403;

function expected(operationId: string, { door, scopes }: Credential): ExpectedAccess {
  const [security] = (operation(operationId).route.security ?? []) as { apiKey?: string[]; customerToken?: string[] }[];
  const needed = security?.apiKey ?? security?.customerToken;
  if (!needed) throw new Error(`${operationId} names no credential`);
  if (door !== (security?.apiKey ? 'host' : 'customer')) return 401;
  const isEnough = scopes.includes('admin') || needed.every((scope) => scopes.includes(scope));
  return isEnough ? 'allowed' : 403;
}

async function send(operationId: string, credential: Credential, path?: string) {
  const run = ran.find(({ step }) => step.operationId === operationId);
  if (!run) throw new Error(`${operationId} has no step in test/http/operations`);
  const { method, path: own, body } = run.request;
  const bearer = credential.bearer();
  if (bearer === null && credential.name !== 'none') throw new Error(`${credential.name} was not made`);
  const headers = new Headers({ 'idempotency-key': `matrix ${operationId} ${credential.name}` });
  if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await sandbox.app.request(path ?? own, init);
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
  const isProblem = response.headers.get('content-type') === 'application/problem+json';
  return { status: response.status, problem: isProblem ? ((await response.json()) as Problem) : null };
}

const ROUTES = STEPS.map(({ operationId }) => operationId);
const allIn = CREDENTIALS.filter(({ door }) => door !== null);

describe.each(ROUTES)('%s', (operationId) => {
  test('refuses every other credential and changes nothing', async () => {
    const refused = CREDENTIALS.filter((credential) => expected(operationId, credential) !== 'allowed');
    const before = [await digest(sandbox, 'acme'), await digest(sandbox, 'bob')];
    const answers: unknown[] = [];
    for (const credential of refused) {
      const { status, problem } = await send(operationId, credential);
      answers.push([credential.name, status, problem?.code]);
    }
    expect(answers).toEqual(
      refused.map((credential) => {
        const status = expected(operationId, credential);
        return [credential.name, status, status === 401 ? 'unauthorized' : 'forbidden'];
      }),
    );
    expect([await digest(sandbox, 'acme'), await digest(sandbox, 'bob')]).toEqual(before);
  });

  test('accepts every credential that its security names', async () => {
    const allowed = allIn.filter((credential) => expected(operationId, credential) === 'allowed');
    expect(allowed.length).toBeGreaterThan(0);
    for (const credential of allowed) {
      const { status, problem } = await send(operationId, credential);
      expect([credential.name, [401, 403, 500].includes(status), problem?.code]).toEqual([
        credential.name,
        false,
        status < 400 ? undefined : expect.any(String),
      ]);
    }
  });
});

describe('an object of another customer', () => {
  const doors = STEPS.filter(({ operationId }) => isForCustomers(operationId));

  test('has a test for every route of the customer’s door', () => {
    expect(doors.filter(({ foreign }) => foreign === undefined).map(({ operationId }) => operationId)).toEqual([]);
  });

  test.each(doors.filter(({ foreign }) => typeof foreign === 'string' || typeof foreign === 'function'))(
    'is not found by $operationId',
    async ({ operationId, foreign }) => {
      const seen = (id: string) => ran.find(({ step }) => step.operationId === id)?.body as { id: string };
      const own = CREDENTIALS.find(({ name }) => name === 'token: read');
      if (!own || foreign == null) throw new Error('no credential');
      const { status, problem } = await send(operationId, own, given(foreign, seen));
      expect([status, problem?.code]).toEqual([404, 'not_found']);
    },
  );

  test.each(doors)('is refused as a query parameter by $operationId', async ({ operationId }) => {
    const run = ran.find(({ step }) => step.operationId === operationId);
    const path = `${run?.request.path}${run?.request.path.includes('?') ? '&' : '?'}customerId=bob`;
    const own = CREDENTIALS.find(({ name }) => name === 'token: read');
    if (!own) throw new Error('no credential');
    const { status } = await send(operationId, own, path);
    expect([400, 403]).toContain(status);
  });
});
