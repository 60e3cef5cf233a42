import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest, grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
type Item = Record<string, unknown> & { id: string };
type List = { data: Item[]; nextCursor: string | null };

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  const named = { name: 'Grace Hopper', email: 'grace@navy.example', locale: 'en', metadata: { crm: '7' } };
  await sandbox.request('PUT', '/v1/customers/grace', { ...named, timeZone: 'America/New_York' });
});
afterAll(() => sandbox.close());

const code = async (...args: Parameters<Sandbox['refused']>) => {
  const { status, body } = await sandbox.refused(...args);
  return [status, body.code];
};
const search = async (text: string, more = '') =>
  (await sandbox.request<List>('GET', `/v1/customers?search=${encodeURIComponent(text)}${more}`)).body;
const found = async (text: string) => (await search(text)).data.map(({ id }) => id);

test('an edit changes the sent fields, null clears one, the others stay', async () => {
  const before = (await sandbox.request('GET', '/v1/customers/grace')).body;
  const edited = await sandbox.request('PATCH', '/v1/customers/grace', { email: null, metadata: { crm: '8' } });
  const after = { ...before, email: null, metadata: { crm: '8' }, updatedAt: edited.body['updatedAt'] };
  expect([edited.status, edited.body]).toEqual([200, after]);
  const cleared = { timeZone: null, locale: null, metadata: null };
  expect((await sandbox.request('PATCH', '/v1/customers/grace', cleared)).body).toMatchObject({
    ...{ name: 'Grace Hopper', timeZone: 'UTC', locale: null, metadata: {} },
  });
  await sandbox.request('PATCH', '/v1/customers/grace', { email: 'grace@navy.example' });
  for (const body of [{ id: 'x' }, { name: '' }, { email: 'x' }, { timeZone: 'Mars' }, { erasedAt: null }, []]) {
    expect(await code('PATCH', '/v1/customers/grace', body)).toEqual([400, 'invalid_request']);
  }
  expect(await code('PATCH', '/v1/customers/nobody', {})).toEqual([404, 'not_found']);
});

describe('a search', () => {
  test('finds the beginnings of words in ids, names and e-mails, in pages', async () => {
    expect(await found('hop')).toEqual(['grace']);
    expect(await found('NAVY.EX')).toEqual(['grace']);
    expect(await found('grace@')).toEqual(['grace']);
    expect(await found('bo')).toEqual(['bob']);
    for (const id of ['team-1', 'team-2', 'team-3']) await sandbox.request('PUT', `/v1/customers/${id}`, {});
    const first = await search('team', '&limit=2');
    const rest = await search('team', `&limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(['team-1', 'team-2', 'team-3']);
    expect(rest.nextCursor).toBeNull();
  });

  test.each(['%', '_', '%race', 'gr_ce', '*', "'; DROP TABLE customers; --", '" OR 1=1', '\\', '\u202egrace\u202c%'])(
    'takes %j literally and finds nobody',
    async (text) => {
      expect(await search(text)).toEqual({ data: [], nextCursor: null });
    },
  );

  test('ignores direction marks, accents and wide spaces', async () => {
    expect(await found('\u202egrace')).toEqual(['grace']);
    expect(await found('  gráce\u3000HOPPER ')).toEqual(['grace']);
  });

  test.each([
    ['nothing', ''],
    ['NUL', 'gra\u0000ce'],
    ['255 characters', 'x'.repeat(255)],
    ['10,000 characters', 'x'.repeat(10_000)],
  ])('refuses %s', async (_, text) => {
    const path = `/v1/customers?search=${encodeURIComponent(text)}`;
    expect(await code('GET', path)).toEqual([400, 'invalid_request']);
  });

  test('refuses a cursor of another list', async () => {
    const other = (await sandbox.request<List>('GET', '/v1/customers?limit=1')).body.nextCursor ?? '';
    for (const cursor of ['x', other, Buffer.from('{"term":"","id":"x"}').toString('base64url')]) {
      expect(await code('GET', `/v1/customers?search=g&cursor=${cursor}`)).toEqual([400, 'invalid_request']);
    }
  });
});

test('erasing removes personal data and keeps the ledger', async () => {
  await grantTo(sandbox, 'grace', '10');
  const refused = {
    customerId: 'grace',
    idempotencyKey: 'r',
    eventName: 'nobody.counts',
    dimensions: { userId: 'g-h' },
  };
  expect(await code('POST', '/v1/events', refused)).toEqual([422, 'no_meter']);
  const before = await digest(sandbox, 'grace');
  const erased = await sandbox.request('DELETE', '/v1/customers/grace');
  expect([erased.status, erased.body]).toMatchObject([
    200,
    { id: 'grace', name: null, email: null, locale: null, metadata: {}, erasedAt: expect.any(String) as unknown },
  ]);
  expect((await sandbox.request('DELETE', '/v1/customers/grace')).body).toEqual(erased.body);
  expect((await sandbox.request('GET', '/v1/customers/grace')).body).toEqual(erased.body);
  expect(await found('hopper')).toEqual([]);
  expect(await digest(sandbox, 'grace')).toBe(before);
  for (const [method, body] of [
    ['PUT', { name: 'Grace' }],
    ['PATCH', { name: 'Grace' }],
  ] as const) {
    expect(await code(method, '/v1/customers/grace', body)).toEqual([409, 'customer_erased']);
  }
  expect(await code('DELETE', '/v1/customers/nobody')).toEqual([404, 'not_found']);
  const usage = { customerId: 'grace', featureId: 'emails', idempotencyKey: 'after', enforce: true };
  expect((await sandbox.request('POST', '/v1/events', usage)).status).toBe(200);
});
