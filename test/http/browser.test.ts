import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKeys } from '../../server/access/api-keys.js';
import { createHttpApp } from '../../server/http/app.js';
import { createCustomerTokens } from '../../server/access/customer-tokens.js';
import type { App } from '../../server/http/mounting/mount.js';
import { openSandbox, type Sandbox, SECRET, seed } from '../support/sandbox.js';
import { UNCOUNTED } from '../support/uncounted.js';

const HOST = 'https://app.example';

let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = await openSandbox({ allowedOrigins: [HOST, 'https://other.example'] });
  await seed(sandbox);
  token = `Bearer ${await sandbox.tokenFor('ada')}`;
});
afterAll(() => sandbox.close());

describe('CORS', () => {
  const preflight = (path: string, origin: string) =>
    sandbox.request('OPTIONS', path, undefined, {
      authorization: '',
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,x-anything',
    });

  test('a listed origin may read the customer’s door, with the listed headers and without credentials', async () => {
    const asked = await preflight('/customer/v1/balances', HOST);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(HOST);
    expect(asked.headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type,Last-Event-ID');
    expect(asked.headers.has('access-control-allow-credentials')).toBe(false);
    expect(asked.headers.get('vary')).toContain('Origin');
    const read = await sandbox.request('GET', '/customer/v1/balances', undefined, {
      authorization: token,
      origin: HOST,
    });
    expect(read.status).toBe(200);
    expect(read.headers.get('access-control-allow-origin')).toBe(HOST);
    expect(read.headers.get('vary')).toContain('Origin');
  });

  test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'refuses %s',
    async (origin) => {
      expect((await preflight('/customer/v1/balances', origin)).headers.has('access-control-allow-origin')).toBe(false);
      const headers = { authorization: token, origin };
      const read = await sandbox.request('GET', '/customer/v1/balances', undefined, headers);
      expect(read.headers.has('access-control-allow-origin')).toBe(false);
      expect(read.headers.get('vary')).toContain('Origin');
    },
  );

  test('a listed origin can read refusals too, and they vary by origin', async () => {
    const headers = { authorization: '', origin: HOST };
    const refused = await sandbox.request('GET', '/customer/v1/balances', undefined, headers);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-allow-origin')).toBe(HOST);
    expect(refused.headers.get('vary')).toContain('Origin');
  });

  test('the host’s door allows no origin', async () => {
    const asked = await preflight('/v1/customers', HOST);
    expect([asked.status, asked.headers.has('access-control-allow-origin')]).toEqual([405, false]);
    const read = await sandbox.request('GET', '/v1/customers', undefined, { origin: HOST });
    expect(read.headers.has('access-control-allow-origin')).toBe(false);
  });
});

test('answers cannot be sniffed, framed, cached or sent as a referrer', async () => {
  for (const [path, authorization] of [
    ['/v1/customers', `Bearer ${sandbox.apiKey}`],
    ['/v1/nope', `Bearer ${sandbox.apiKey}`],
    ['/v1/customers', ''],
    ['/customer/v1/balances', token],
    ['/healthz', ''],
  ] as const) {
    const { headers } = await sandbox.request('GET', path, undefined, { authorization });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
  }
});

test('a plain request id is reused', async () => {
  const asked = async (id: string) =>
    (await sandbox.request('GET', '/v1/customers', undefined, { 'x-request-id': id })).headers.get('x-request-id');
  expect(await asked('trace-7')).toBe('trace-7');
  expect(await asked('a b<script>')).not.toContain('script');
});

describe('mounted in a host application', () => {
  const mounted = () => {
    const host = new Hono();
    host.get('/page', (c) => c.html('<p>hello</p>'));
    host.route('/credits', sandbox.app);
    host.notFound((c) => c.text('the host knows nothing', 404));
    return host;
  };
  const key = () => ({ headers: { authorization: `Bearer ${sandbox.apiKey}` } });

  test('answers under its prefix as it does alone', async () => {
    expect((await mounted().request('/credits/v1/customers/ada', key())).status).toBe(200);
    const missing = await mounted().request('/credits/v1/nope', key());
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    const wrong = await mounted().request('/credits/v1/customers', { ...key(), method: 'PATCH' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const refused = await mounted().request('/credits/v1/customers/a%20b', key());
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    const document = (await (await mounted().request('/credits/openapi.json')).json()) as {
      servers: { url: string }[];
    };
    expect(document.servers).toEqual([{ url: '/credits' }]);
  });

  test('leaves the host’s own pages alone', async () => {
    const page = await mounted().request('/page');
    expect(page.headers.has('content-security-policy')).toBe(false);
    expect(await (await mounted().request('/elsewhere')).text()).toBe('the host knows nothing');
  });
});

describe('the widgets', () => {
  let folder: string;
  let app: App;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drawdown-widgets-'));
    await mkdir(join(folder, 'cdn', 'chunks'), { recursive: true });
    await writeFile(join(folder, 'secret.txt'), 'not for the web');
    await writeFile(join(folder, 'cdn', 'drawdown.js'), 'export {};');
    await writeFile(join(folder, 'cdn', 'integrity.json'), '{"version":"1.20.3","files":{}}');
    await writeFile(join(folder, 'cdn', 'chunks', 'chart-B4d9xQ_1.js'), 'export const chart = 1;');
    const { store, engine, apiKey } = sandbox;
    const logger = pino({ enabled: false });
    app = createHttpApp({
      store,
      engine,
      apiKeys: createApiKeys({ credentials: store, mode: 'test', bootstrapKey: apiKey, logger }),
      tokens: createCustomerTokens([SECRET]),
      sandbox: null,
      allowedOrigins: [],
      eventWindowDays: 35,
      widgetsFolder: join(folder, 'cdn'),
      logger,
      ...UNCOUNTED,
      openStream: (c) => c.body(null),
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('load from any page with their content types', async () => {
    const entry = await app.request('/widgets/drawdown.js', { headers: { origin: 'https://anyone.example' } });
    expect(await entry.text()).toBe('export {};');
    expect(entry.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(entry.headers.get('access-control-allow-origin')).toBe('*');
    expect(entry.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(entry.headers.get('x-content-type-options')).toBe('nosniff');
    expect(entry.headers.get('cache-control')).toBe('public, max-age=300');
  });

  test('revalidate with a header', async () => {
    const tag = (await app.request('/widgets/drawdown.js')).headers.get('etag') ?? '';
    const again = await app.request('/widgets/drawdown.js', { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('files named by their content are cached forever', async () => {
    const chunk = await app.request('/widgets/chunks/chart-B4d9xQ_1.js');
    expect(chunk.status).toBe(200);
    expect(chunk.headers.get('cache-control')).toContain('immutable');
  });

  test.each([
    ['1.20.3', 'public, max-age=31536000, immutable'],
    ['1.20', 'public, max-age=300'],
    ['1', 'public, max-age=300'],
  ])('of version %s are cached with: %s', async (version, kept) => {
    const entry = await app.request(`/widgets/${version}/drawdown.js`);
    expect([entry.status, await entry.text()]).toEqual([200, 'export {};']);
    expect(entry.headers.get('cache-control')).toBe(kept);
    const chunk = await app.request(`/widgets/${version}/chunks/chart-B4d9xQ_1.js`);
    expect(chunk.headers.get('cache-control')).toContain('immutable');
  });

  test.each([
    '/widgets/1.20.4/drawdown.js',
    '/widgets/1.2/drawdown.js',
    '/widgets/2/drawdown.js',
    '/widgets/1.20.3.0/drawdown.js',
    '/widgets/1.20.3/',
    '/widgets/1.20.3/../../secret.txt',
    '/widgets/1.20.3/..%2f..%2fsecret.txt',
    '/widgets/nope.js',
    '/widgets/',
    '/widgets/chunks',
    '/widgets/../secret.txt',
    '/widgets/%2e%2e/secret.txt',
    '/widgets/..%2fsecret.txt',
    '/widgets/..%5csecret.txt',
    '/widgets//etc/passwd',
    '/widgets/chunks/..%2f..%2fsecret.txt',
    '/widgets/drawdown.js%00.txt',
  ])('answer 404 for other paths: %s', async (path) => {
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('not for the web');
  });
});
