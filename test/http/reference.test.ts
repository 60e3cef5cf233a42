import { afterAll, beforeAll, expect, test } from 'vitest';
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
