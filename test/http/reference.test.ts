import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OPERATIONS } from '../../server/reference/openapi/operations.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

let sandbox: Sandbox;
let page: string;
let headers: Headers;

beforeAll(async () => {
  sandbox = await openSandbox();
  const response = await sandbox.app.request('/docs');
  page = await response.text();
  headers = response.headers;
});
afterAll(() => sandbox.close());

test('the page shows every operation with its credential, example and problems', () => {
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const { operationId } of OPERATIONS) {
    const article = page.split('<article id="').find((part) => part.startsWith(`${operationId}"`));
    expect(article, operationId).toBeDefined();
    for (const part of ['Needs a', '<h4>Example</h4>', '<summary>Problems</summary>', 'unauthorized']) {
      expect(article, operationId).toContain(part);
    }
  }
});

test('nested fields show their parents', () => {
  const article = page.split('<article id="').find((part) => part.startsWith('createFeature"')) ?? '';
  for (const field of ['meter.eventName', 'unit.singular', 'defaultRates[].credits']) {
    expect(article).toContain(`<code>${field}</code>`);
  }
});

test('the page loads nothing and runs no script', () => {
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|style="|\son\w+="|src=/);
  expect(page).not.toMatch(/https?:\/\//);
});

test.each(['/docs', '/openapi.json'])(
  '%s is encoded once, and not sent again to a reader that has it',
  async (path) => {
    const first = await sandbox.app.request(path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{40}"$/);
    const stringify = vi.spyOn(JSON, 'stringify');
    const again = await sandbox.app.request(path);
    expect(stringify).not.toHaveBeenCalled();
    stringify.mockRestore();
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([200, tag, await first.text()]);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const unchanged = await sandbox.app.request(path, { headers: { 'if-none-match': known } });
      expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
      expect(unchanged.headers.get('x-request-id')).not.toBeNull();
    }
    const changed = await sandbox.app.request(path, { headers: { 'if-none-match': '"other"' } });
    expect(changed.status).toBe(200);
  },
);

test('a document under the path of a host names that path as its server', async () => {
  const host = new Hono().route('/credits', sandbox.app).route('/other', sandbox.app);
  for (const base of ['/credits', '/other', '/credits']) {
    const document = (await (await host.request(`${base}/openapi.json`)).json()) as { servers: { url: string }[] };
    expect(document.servers).toEqual([{ url: base }]);
  }
});
