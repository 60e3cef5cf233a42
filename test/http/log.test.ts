import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { STEPS } from './operations/index.js';
import { openStage, runSteps } from './operations/run.js';

let sandbox: Sandbox;
const lines: string[] = [];
const secrets = new Set<string>();
type Line = { level: number; msg: string; requestId?: string; path?: string; code?: string; status?: number };
const parsed = () => lines.map((line) => JSON.parse(line) as Line);

beforeAll(async () => {
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  sandbox = await openStage({ logger });
  secrets.add(sandbox.apiKey);
  const ran = await runSteps(sandbox, STEPS);
  for (const { body } of ran) {
    for (const what of ['token', 'key'] as const) {
      const secret = (body as Record<string, unknown>)[what];
      if (typeof secret === 'string') secrets.add(secret);
    }
  }
});
afterAll(() => sandbox.close());

const ask = (path: string, init: RequestInit & { headers: Record<string, string> }) => sandbox.app.request(path, init);

test('logs a refused credential’s request, but not the credential', async () => {
  const token = `dd_test_${'S'.repeat(43)}`;
  secrets.add(token);
  const headers = { authorization: `Bearer ${token}`, 'x-request-id': 'refused-1' };
  expect((await ask('/v1/customers?cursor=secret-cursor', { headers })).status).toBe(401);
  const line = parsed().find(({ msg, requestId }) => msg === 'a credential was refused' && requestId === 'refused-1');
  expect(line).toMatchObject({ level: pino.levels.values['info'], path: '/v1/customers', code: 'unauthorized' });
});

test('logs a failed request with its error', async () => {
  const own: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => own.push(line) });
  const broken = await openSandbox({ logger });
  await broken.store.close();
  const headers = { authorization: `Bearer ${broken.apiKey}`, 'x-request-id': 'failed-1' };
  expect((await broken.app.request('/v1/customers', { headers })).status).toBe(503);
  const line = own.map((text) => JSON.parse(text) as Line).find(({ requestId }) => requestId === 'failed-1');
  expect(line).toMatchObject({ status: 503, path: '/v1/customers' });
  await broken.close();
});

test('every line of a request carries a well-formed request id', async () => {
  const odd = ['with spaces', 'new\tline', '<script>', 'x'.repeat(300), 'ünïcode'];
  for (const id of odd) {
    const response = await ask('/v1/customers', { headers: { authorization: '', 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
  const ofRequests = parsed().filter(({ path }) => path !== undefined);
  expect(ofRequests.length).toBeGreaterThan(STEPS.length);
  for (const { requestId } of ofRequests) expect(requestId).toMatch(/^[\w\-=]{1,255}$/);
});

test('no line contains a credential, a body, a query or personal data', async () => {
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' };
  const person = { name: 'Grace Secretname', email: 'grace@private.example' };
  await ask('/v1/customers/grace', { method: 'PUT', headers, body: JSON.stringify(person) });
  await ask('/v1/customers/grace', {
    method: 'PUT',
    headers,
    body: JSON.stringify({ ...person, age: 'secret-field' }),
  });
  await ask('/v1/customers/grace', { method: 'PUT', headers, body: '{"email": "broken@private.example"' });
  await ask('/v1/customers?search=query@private.example', { headers });
  const all = lines.join('');
  expect(secrets.size).toBeGreaterThanOrEqual(4);
  for (const secret of secrets) expect(all).not.toContain(secret);
  for (const told of [
    'private.example',
    'acme.example',
    'Secretname',
    'secret-field',
    'secret-cursor',
    'Bearer',
    'eyJ',
  ]) {
    expect(all).not.toContain(told);
  }
});
