import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

type Entry = { id: string; at: string; action: string; target: string; customerId: string; requestId: string };
type Page = { data: Entry[]; nextCursor: string | null };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
});
afterAll(() => sandbox.close());

const log = async (query = '') => (await sandbox.request<Page>('GET', `/v1/audit-log${query}`)).body;

test('a change is logged once with its actor and request, however often it is sent', async () => {
  const headers = { 'idempotency-key': 'g1', 'x-request-id': 'the-request-of-the-test' };
  const body = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '5', category: 'paid' };
  const { body: grant } = await sandbox.request('POST', '/v1/grants', body, headers);
  const replay = await sandbox.request('POST', '/v1/grants', body, { ...headers, 'x-request-id': 'another-one' });
  expect(replay.headers.get('idempotency-replayed')).toBe('true');
  const { data } = await log('?action=grant.create&customerId=ada');
  expect(data).toEqual([
    {
      id: expect.stringMatching(/^aud_[0-9a-z]{26}$/) as unknown,
      at: expect.stringMatching(/Z$/) as unknown,
      actor: { type: 'apiKey', id: 'key_bootstrap', name: 'bootstrap' },
      action: 'grant.create',
      customerId: 'ada',
      target: grant['id'],
      requestId: 'the-request-of-the-test',
    },
  ]);
});

test('the actor is the name of the used key, also after its revocation', async () => {
  const key = await sandbox.keyWith('grants');
  await sandbox.request('PUT', '/v1/customers/kim', {}, { authorization: `Bearer ${key}` });
  const [made] = (await log('?action=apiKey.create')).data;
  await sandbox.request('DELETE', `/v1/api-keys/${made?.target}`);
  const { data } = await log(`?actor=${made?.target}`);
  const actor = { type: 'apiKey', id: made?.target, name: 'may grants' };
  expect(data).toMatchObject([{ action: 'customer.put', target: 'kim', customerId: 'kim', actor }]);
  expect((await log('?action=apiKey.revoke')).data).toMatchObject([{ target: made?.target, customerId: null }]);
});

test('usage and refused requests are not logged', async () => {
  const before = (await log()).data.length;
  await sandbox.request('POST', '/v1/events', { customerId: 'ada', idempotencyKey: 'e1', featureId: 'emails' });
  await sandbox.refused('POST', '/v1/grants', { customerId: 'nobody' });
  await sandbox.refused('POST', '/v1/credit-types', { id: 'ai-tokens', name: 'Again', unit: {} });
  expect((await log()).data).toHaveLength(before);
});

test('pages by time have no gap', async () => {
  for (const amount of ['1', '2', '3']) await grantTo(sandbox, 'bob', amount);
  const all = (await log('?limit=100')).data;
  const paged: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await log(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...page.data);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  const newest = all[0]?.at ?? '';
  expect((await log(`?to=${newest}`)).data.length).toBeLessThan(all.length);
  expect((await log(`?from=${newest}`)).data[0]).toEqual(all[0]);
});

test('requires a key with the scope admin, and refuses invalid filters', async () => {
  const key = await sandbox.keyWith('read', 'grants', 'catalog');
  const refused = await sandbox.refused('GET', '/v1/audit-log', undefined, { authorization: `Bearer ${key}` });
  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  for (const query of ['?action=everything', '?from=yesterday', '?cursor=e30', '?limit=101', '?who=me']) {
    const answer = await sandbox.refused('GET', `/v1/audit-log${query}`);
    expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'invalid_request']);
  }
});
