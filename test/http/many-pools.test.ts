import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Balance, Change, StreamSnapshot } from '../../server/contract/index.js';
import { grant, pool } from '../support/commands.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// One request reads a bounded number of pools, whatever number a customer has.

const NOW = '2026-11-05T11:00:00.000Z';
const RESOURCES = 600;
const resource = (index: number) => `ws-${String(index).padStart(4, '0')}`;

let sandbox: Sandbox;
let authorization: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  await sandbox.request('POST', '/v1/test-clock', { now: NOW });
  await seed(sandbox);
  const expiresAtMs = Date.parse(NOW) + 86_400_000;
  const accounts = ['', ...Array.from({ length: RESOURCES }, (_, index) => resource(index))];
  await Promise.all(
    accounts.map((resourceId) =>
      sandbox.engine.submit(grant(10, { account: pool('ada', 'ai-tokens', resourceId), expiresAtMs })),
    ),
  );
  // Later than all others, and neither first nor last by name.
  await sandbox.request('POST', '/v1/test-clock', { now: '2026-11-05T11:01:00.000Z' });
  await burn(resource(555));
  authorization = `Bearer ${await sandbox.tokenFor('ada')}`;
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => sandbox.close());

const burn = (resourceId: string) =>
  sandbox.request('POST', '/v1/events', {
    ...{ customerId: 'ada', featureId: 'emails', resourceId, idempotencyKey: `burn ${resourceId}` },
  });
const own = <T>(path: string) => sandbox.request<T>('GET', path, undefined, { authorization });

type Page = { data: Balance[]; nextCursor: string | null };

async function allPages(path: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
    const next = `${path.includes('?') ? '&' : '?'}cursor=${cursor}`;
    const { status, body } = await own<Page>(cursor === '' ? path : path + next);
    expect(status).toBe(200);
    pages.push(body);
  }
  return pages;
}

/** Counts calls of a method of the store, and how many run at the same time. */
function watch(method: 'entries' | 'positions' | 'outlook') {
  const original = sandbox.store[method].bind(sandbox.store) as (...args: unknown[]) => Promise<unknown>;
  const seen = { calls: 0, running: 0, atOnce: 0 };
  vi.spyOn(sandbox.store, method).mockImplementation((async (...args: unknown[]) => {
    seen.calls += 1;
    seen.running += 1;
    seen.atOnce = Math.max(seen.atOnce, seen.running);
    return original(...args).finally(() => (seen.running -= 1));
  }) as never);
  return seen;
}

const EVERY = ['', ...Array.from({ length: RESOURCES }, (_, index) => resource(index))];

describe('balances', () => {
  test.each([
    ['500 at once if nothing is said', '', [500, 101]],
    ['as many as are asked for', '?limit=250', [250, 250, 101]],
    ['100 at once with projections', '?include=projection', [100, 100, 100, 100, 100, 100, 1]],
  ])('come %s, each pool once', async (_name, query, sizes) => {
    const pages = await allPages(`/customer/v1/balances${query}`);
    expect(pages.map(({ data }) => data.length)).toEqual(sizes);
    expect(pages.flatMap(({ data }) => data.map(({ resourceId }) => resourceId ?? ''))).toEqual(EVERY);
  });

  test('of the past come 100 at once', async () => {
    const seen = watch('positions');
    const path = `/v1/customers/ada/balances?at=${NOW}`;
    const first = await sandbox.request<Page>('GET', path);
    expect([first.status, first.body.data.length, seen]).toEqual([200, 100, { calls: 100, running: 0, atOnce: 1 }]);
    const next = await sandbox.request<Page>('GET', `${path}&cursor=${first.body.nextCursor}`);
    expect(next.body.data[0]).toMatchObject({ resourceId: resource(99) });
  });

  test.each(['include=projection&limit=101', `at=${NOW}&limit=101`, 'limit=501', 'limit=0'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await sandbox.refused('GET', `/v1/customers/ada/balances?${query}`);
      expect([status, body.errors?.[0]?.path]).toEqual([400, 'limit']);
    },
  );

  test('with projections are read one after the other', async () => {
    const seen = watch('outlook');
    await own('/customer/v1/balances?include=projection&limit=20');
    expect(seen).toEqual({ calls: 20, running: 0, atOnce: 1 });
  });

  test('of a plan without history have their place on the pages', async () => {
    await sandbox.request('POST', '/v1/credit-types', {
      ...{ id: 'b-images', name: 'Images', unit: { singular: 'image', plural: 'images' } },
    });
    await sandbox.request('POST', '/v1/plans', {
      ...{ id: 'images', name: 'Images', type: 'paid', billingModel: 'prepaid', creditTypeId: 'b-images' },
      ...{ consumption: [{ featureId: 'emails', credits: '1', units: '1' }], limit: 'hard' },
    });
    await sandbox.request('POST', '/v1/plans/images/publish');
    await sandbox.request('PUT', '/v1/customers/planned', {});
    await sandbox.request('POST', '/v1/subscriptions', { customerId: 'planned', planId: 'images' });
    for (const [creditTypeId, resourceId] of [
      ['ai-tokens', ''],
      ['ai-tokens', 'z'],
    ] as const) {
      await sandbox.engine.submit(grant(1, { account: pool('planned', creditTypeId, resourceId) }));
    }
    const places: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor && `&cursor=${cursor}`;
      const { body } = await sandbox.request<Page>('GET', `/v1/customers/planned/balances?limit=1${from}`);
      places.push(...body.data.map(({ creditTypeId, resourceId }) => `${creditTypeId} ${resourceId ?? ''}`));
      cursor = body.nextCursor;
    }
    expect(places).toEqual(['ai-tokens ', 'ai-tokens z', 'b-images ']);
  });
});

describe('changes', () => {
  test.each([1, 5, 50])('reads no more pools than the %i changes that are asked for', async (limit) => {
    const seen = watch('entries');
    const { body } = await own<{ data: Change[] }>(`/customer/v1/changes?limit=${limit}`);
    expect(body.data).toHaveLength(limit);
    expect(body.data[0]).toMatchObject({ resourceId: resource(555), type: 'consumed' });
    expect(seen).toEqual({ calls: limit, running: 0, atOnce: 1 });
  });
});

test('a snapshot has the pools without a resource and those that changed last, and says that it is not all', async () => {
  const response = await sandbox.app.request('/customer/v1/stream', { headers: { authorization } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n', text.indexOf('event: snapshot'))) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? '';
  const { balances, isComplete } = JSON.parse(data) as StreamSnapshot;
  expect(isComplete).toBe(false);
  expect(balances.length).toBeLessThanOrEqual(501);
  const places = balances.map(({ resourceId }) => resourceId);
  expect(places).toContain(null);
  expect(places).toContain(resource(555));
});

describe('the rate limit', () => {
  test.each([
    ['/customer/v1/balances', 500 / 50],
    ['/customer/v1/balances?limit=50', 1],
    ['/customer/v1/balances?include=projection', 100 / 10],
    ['/customer/v1/changes?limit=50', 50 / 5],
    ['/customer/v1/changes?limit=5', 1],
    ['/customer/v1/me', 1],
  ])('counts %s as %i', async (path, requests) => {
    const taken = vi.spyOn(RateLimiterMemory.prototype, 'consume');
    const added = vi.spyOn(RateLimiterMemory.prototype, 'penalty');
    expect((await own(path)).status).toBe(200);
    expect(taken).toHaveBeenCalledTimes(1);
    expect(added.mock.calls).toEqual(requests === 1 ? [] : [['ada', requests - 1]]);
  });
});
