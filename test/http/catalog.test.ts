import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CREDIT_TYPE, FEATURE, grantTo, openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
type Item = Record<string, unknown> & { id: string };
type List = { data: Item[]; nextCursor: string | null };

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
});
afterAll(() => sandbox.close());

const create = async (path: string, body: object) => {
  const answer = await sandbox.request<Item>('POST', path, body);
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return answer.body;
};
const ids = async (path: string) => (await sandbox.request<List>('GET', path)).body.data.map(({ id }) => id);
const code = async (...args: Parameters<Sandbox['refused']>) => {
  const { status, body } = await sandbox.refused(...args);
  return [status, body.code];
};

describe('credit types', () => {
  test('an edit changes the sent fields, null clears one, the others stay', async () => {
    const made = await create('/v1/credit-types', {
      ...{ ...CREDIT_TYPE, id: 'gems', description: 'Shiny', symbol: '◆', metadata: { a: '1', b: '2' } },
    });
    const path = '/v1/credit-types/gems';
    const edited = await sandbox.request('PATCH', path, { name: 'Jewels', symbol: null, metadata: { c: '3' } });
    expect([edited.status, edited.body]).toEqual([
      200,
      { ...made, name: 'Jewels', symbol: null, metadata: { c: '3' } },
    ]);
    const unit = { singular: 'gem', plural: 'gems' };
    const cleared = await sandbox.request('PATCH', path, { unit, description: null, metadata: null });
    expect(cleared.body).toEqual({ ...edited.body, unit, description: null, metadata: {} });
    expect((await sandbox.request('GET', path)).body).toEqual(cleared.body);
    expect((await sandbox.request('PATCH', path, {})).body).toEqual(cleared.body);
    for (const body of [{ id: 'x' }, { name: null }, { name: '' }, { archivedAt: null }, { unit: { singular: 'a' } }]) {
      expect(await code('PATCH', path, body)).toEqual([400, 'invalid_request']);
    }
    expect(await code('PATCH', '/v1/credit-types/none', {})).toEqual([404, 'not_found']);
  });

  test('an archived credit type burns its credits, takes no new ones, and can be unarchived', async () => {
    await create('/v1/credit-types', { ...CREDIT_TYPE, id: 'old' });
    await create('/v1/features', {
      ...{ ...FEATURE, id: 'faxes', meter: { eventName: 'fax', aggregation: 'count' } },
      defaultRates: [{ creditTypeId: 'old', credits: 1, units: 1 }],
    });
    await grantTo(sandbox, 'ada', '5', { creditTypeId: 'old' });
    const archived = await sandbox.request('POST', '/v1/credit-types/old/archive');
    expect([archived.status, typeof archived.body['archivedAt']]).toEqual([200, 'string']);
    expect((await sandbox.request('POST', '/v1/credit-types/old/archive')).body).toEqual(archived.body);
    expect(await ids('/v1/credit-types?archived=true')).toEqual(['old']);
    expect(await ids('/v1/credit-types?archived=false')).not.toContain('old');

    const usage = { customerId: 'ada', featureId: 'faxes', idempotencyKey: 'fax-1', quantity: 2, enforce: true };
    const burnt = await sandbox.request('POST', '/v1/events', usage);
    expect(burnt.body).toMatchObject({ charges: [{ creditTypeId: 'old', balance: '3' }] });
    const refused = [409, 'credit_type_archived'];
    const grant = { customerId: 'ada', creditTypeId: 'old', amount: 1, category: 'paid' };
    expect(await code('POST', '/v1/grants', grant)).toEqual(refused);
    expect(await code('POST', '/v1/plans', { ...PLAN, id: 'fax', creditTypeId: 'old' })).toEqual(refused);
    const defaultRates = [{ creditTypeId: 'old', credits: 2, units: 1 }];
    expect(await code('POST', '/v1/features', { ...FEATURE, id: 'telex', defaultRates })).toEqual(refused);
    expect(await code('PATCH', '/v1/features/emails', { defaultRates })).toEqual(refused);
    // A feature that already has a rate in the archived credit type keeps it.
    expect((await sandbox.request('PATCH', '/v1/features/faxes', { defaultRates })).status).toBe(200);

    const back = await sandbox.request('POST', '/v1/credit-types/old/unarchive');
    expect(back.body).toMatchObject({ id: 'old', archivedAt: null });
    expect(await ids('/v1/credit-types?archived=true')).toEqual([]);
    await grantTo(sandbox, 'ada', '1', { creditTypeId: 'old' });
  });

  test('a credit type of published plans cannot be archived, and the problem names the plans', async () => {
    await create('/v1/credit-types', { ...CREDIT_TYPE, id: 'used' });
    for (const id of ['used-a', 'used-b', 'used-draft']) {
      await create('/v1/plans', { ...PLAN, id, creditTypeId: 'used' });
    }
    for (const id of ['used-a', 'used-b']) await sandbox.request('POST', `/v1/plans/${id}/publish`);
    const path = '/v1/credit-types/used/archive';
    const { status, body } = await sandbox.refused('POST', path);
    expect([status, body.code, body.planIds]).toEqual([409, 'credit_type_in_use', ['used-a', 'used-b']]);
    expect(body.detail).toContain('used-a, used-b');
    await sandbox.request('POST', '/v1/plans/used-a/archive');
    expect((await sandbox.refused('POST', path)).body.planIds).toEqual(['used-b']);
    await sandbox.request('POST', '/v1/plans/used-b/archive');
    expect((await sandbox.request('POST', path)).status).toBe(200);
    // Neither publishing a draft nor unarchiving a plan brings the archived credit type back into use.
    expect(await code('POST', '/v1/plans/used-draft/publish')).toEqual([409, 'credit_type_archived']);
    expect(await code('POST', '/v1/plans/used-a/unarchive')).toEqual([409, 'credit_type_archived']);
  });
});

describe('features', () => {
  test('an edit changes name, unit and default rates, but never the meter', async () => {
    const before = await create('/v1/features', { ...FEATURE, id: 'letters' });
    const unit = { singular: 'letter', plural: 'letters' };
    const path = '/v1/features/letters';
    const edited = await sandbox.request('PATCH', path, { name: 'Letters', unit });
    expect([edited.status, edited.body]).toEqual([200, { ...before, name: 'Letters', unit }]);
    const defaultRates = [{ creditTypeId: 'ai-tokens', credits: '0.5', units: '3' }];
    expect((await sandbox.request('PATCH', path, { defaultRates })).body).toEqual({ ...edited.body, defaultRates });
    const usage = { customerId: 'ada', featureId: 'letters', quantity: 6 };
    const priced = await sandbox.request('POST', '/v1/events', { ...usage, idempotencyKey: 'l-1' });
    expect(priced.body).toMatchObject({ charges: [{ amount: '1' }] });
    expect((await sandbox.request('PATCH', path, { defaultRates: null })).body).toMatchObject({ defaultRates: [] });
    expect(await code('POST', '/v1/events', { ...usage, idempotencyKey: 'l-2' })).toEqual([422, 'no_rate']);
    expect(await code('PATCH', path, { meter: before['meter'] })).toEqual([400, 'invalid_request']);
    const missing = [{ creditTypeId: 'none', credits: 1, units: 1 }];
    expect(await code('PATCH', path, { defaultRates: missing })).toEqual([404, 'not_found']);
    const tiny = [{ creditTypeId: 'ai-tokens', credits: '0.000001', units: 2 }];
    expect(await code('PATCH', path, { defaultRates: tiny })).toEqual([422, 'rate_too_small']);
    expect(await code('PATCH', '/v1/features/none', {})).toEqual([404, 'not_found']);
  });
});

describe('products', () => {
  test('products group plans, and a default product always exists', async () => {
    expect((await sandbox.request('GET', '/v1/products/default')).body).toMatchObject({
      id: 'default',
      name: 'Default',
    });
    const made = await create('/v1/products', { id: 'studio', name: 'Studio', metadata: { a: '1' } });
    expect(made).toMatchObject({ description: null, metadata: { a: '1' } });
    const edited = await sandbox.request('PATCH', '/v1/products/studio', { description: 'For teams', metadata: null });
    expect([edited.status, edited.body]).toEqual([200, { ...made, description: 'For teams', metadata: {} }]);
    expect((await sandbox.request('GET', '/v1/products/studio')).body).toEqual(edited.body);
    await sandbox.request('PATCH', '/v1/products/default', { name: 'Everything' });
    expect((await sandbox.request('GET', '/v1/products/default')).body).toMatchObject({ name: 'Everything' });
    expect(await ids('/v1/products')).toEqual(['default', 'studio']);
    for (const id of ['studio', 'default']) {
      expect(await code('POST', '/v1/products', { id, name: 'x' })).toEqual([409, 'already_exists']);
    }
    expect(await code('PATCH', '/v1/products/none', {})).toEqual([404, 'not_found']);
    expect(await code('GET', '/v1/products/none')).toEqual([404, 'not_found']);
    expect(await code('PATCH', '/v1/products/studio', { name: null })).toEqual([400, 'invalid_request']);
  });

  test('later versions of a plan stay in its product unless they name another', async () => {
    await create('/v1/products', { id: 'labs', name: 'Labs' });
    const { id: _id, ...terms } = PLAN;
    expect(await create('/v1/plans', { ...PLAN, id: 'lab-a', productId: 'labs' })).toMatchObject({ productId: 'labs' });
    expect(await create('/v1/plans', { ...PLAN, id: 'lab-b' })).toMatchObject({ productId: 'default' });
    await sandbox.request('POST', '/v1/plans/lab-a/publish');
    const draft = await sandbox.request('PUT', '/v1/plans/lab-a/draft', terms);
    expect(draft.body).toMatchObject({ version: 2, productId: 'labs' });
    expect(await ids('/v1/plans?productId=labs')).toEqual(['lab-a']);
    const moved = await sandbox.request('PUT', '/v1/plans/lab-a/draft', { ...terms, productId: 'default' });
    expect(moved.body).toMatchObject({ version: 2, productId: 'default' });
    expect((await sandbox.request('GET', '/v1/plans/lab-a?version=1')).body).toMatchObject({ productId: 'labs' });
    expect(await ids('/v1/plans?productId=labs')).toEqual([]);
    expect(await code('POST', '/v1/plans', { ...PLAN, id: 'lab-c', productId: 'none' })).toEqual([404, 'not_found']);
  });
});

describe('plans', () => {
  test('an archived plan takes no subscription or version, and keeps its subscribers', async () => {
    const { id: _id, ...terms } = PLAN;
    await create('/v1/plans', { ...PLAN, id: 'gone' });
    await sandbox.request('POST', '/v1/plans/gone/publish');
    await create('/v1/subscriptions', { customerId: 'bob', planId: 'gone' });
    const archived = await sandbox.request('POST', '/v1/plans/gone/archive');
    expect(archived.body).toMatchObject({ id: 'gone', version: 1, publishedVersion: 1 });
    expect(archived.body['archivedAt']).toBeTypeOf('string');
    expect((await sandbox.request('POST', '/v1/plans/gone/archive')).body).toEqual(archived.body);
    expect((await sandbox.request('GET', '/v1/plans/gone')).body).toEqual(archived.body);
    expect(await ids('/v1/plans?archived=true')).toContain('gone');
    expect(await ids('/v1/plans?archived=false')).not.toContain('gone');

    const refused = [409, 'plan_archived'];
    expect(await code('POST', '/v1/subscriptions', { customerId: 'ada', planId: 'gone' })).toEqual(refused);
    await sandbox.request('PUT', '/v1/plans/gone/draft', terms);
    expect(await code('POST', '/v1/plans/gone/publish')).toEqual(refused);
    const usage = { customerId: 'bob', featureId: 'emails', idempotencyKey: 'g-1' };
    const priced = await sandbox.request('POST', '/v1/events', usage);
    expect(priced.body).toMatchObject({ charges: [{ planId: 'gone', amount: '2' }] });

    const back = await sandbox.request('POST', '/v1/plans/gone/unarchive');
    expect(back.body).toMatchObject({ archivedAt: null, version: 2, status: 'draft' });
    expect((await sandbox.request('POST', '/v1/plans/gone/publish')).status).toBe(200);
    await create('/v1/subscriptions', { customerId: 'ada', planId: 'gone' });
    for (const step of ['archive', 'unarchive', 'publish']) {
      expect(await code('POST', `/v1/plans/none/${step}`)).toEqual([404, 'not_found']);
    }
  });

  test('versions are listed newest first, in pages', async () => {
    const { id: _id, ...terms } = PLAN;
    await create('/v1/plans', { ...PLAN, id: 'many' });
    for (let version = 1; version <= 3; version += 1) {
      await sandbox.request('POST', '/v1/plans/many/publish');
      await sandbox.request('PUT', '/v1/plans/many/draft', { ...terms, name: `After ${version}` });
    }
    const path = '/v1/plans/many/versions';
    const first = (await sandbox.request<List>('GET', `${path}?limit=3`)).body;
    const rest = (await sandbox.request<List>('GET', `${path}?limit=3&cursor=${first.nextCursor ?? ''}`)).body;
    const seen = [...first.data, ...rest.data].map(({ version, status, name }) => [version, status, name]);
    expect(seen).toEqual([
      [4, 'draft', 'After 3'],
      [3, 'published', 'After 2'],
      [2, 'published', 'After 1'],
      [1, 'published', 'Pro'],
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(await code('GET', '/v1/plans/none/versions')).toEqual([404, 'not_found']);
    expect(await code('GET', `${path}?cursor=x`)).toEqual([400, 'invalid_request']);
  });
});

test('a key counts separately for each object in the path', async () => {
  for (const id of ['one', 'two']) await create('/v1/credit-types', { ...CREDIT_TYPE, id });
  const headers = { 'idempotency-key': 'archive' };
  const first = await sandbox.request('POST', '/v1/credit-types/one/archive', undefined, headers);
  await sandbox.request('POST', '/v1/credit-types/one/unarchive', undefined, headers);
  const replay = await sandbox.request('POST', '/v1/credit-types/one/archive', undefined, headers);
  expect([replay.body, replay.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
  expect((await sandbox.request('GET', '/v1/credit-types/one')).body).toMatchObject({ archivedAt: null });
  expect(await code('POST', '/v1/credit-types/two/archive', undefined, headers)).toEqual([409, 'idempotency_conflict']);
});
