import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditDatabase } from '../store/postgres-database.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';
import { type Link, startProxy, type TcpProxy } from './tcp-proxy.js';

let database: TestDatabase;
let proxy: TcpProxy;
let sandbox: Sandbox;

beforeAll(async () => {
  database = await newDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await startProxy({ host: hostname, port: Number(port || 5432) });
  sandbox = await openSandbox({ database: { url: proxy.through(database.url) } });
  await seed(sandbox);
});
beforeEach(async () => {
  await grantTo(sandbox, 'ada', '100');
});
afterEach(restore);
afterAll(async () => {
  await sandbox.close();
  await proxy.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
});

function restore() {
  proxy.onRequest(null);
  proxy.onAnswer(null);
}

/**
 * Loses the server at the COMMIT of the first transaction that sends `statement`, for all later attempts too.
 *
 * @param when `before`: the COMMIT never arrives. `after`: it is done, and its answer is lost
 */
function loseAtCommit(statement: string, when: 'before' | 'after'): void {
  const wrote = new Set<Link>();
  let isLost = false;
  const lose = (link: Link) => {
    isLost = true;
    link.cut();
    return false;
  };
  proxy.onRequest((chunk, link) => {
    if (isLost) return lose(link);
    if (chunk.includes(statement)) wrote.add(link);
    if (!wrote.has(link) || !chunk.includes('COMMIT\0')) return true;
    if (when === 'before') return lose(link);
    proxy.onAnswer((_, answered) => (isLost || answered === link ? lose(answered) : true));
    return true;
  });
}

const grant = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '5', category: 'paid' };
const event = { customerId: 'ada', featureId: 'emails', quantity: '7' };
const unit = { singular: 'one', plural: 'many' };

type Write = {
  readonly path: string;
  readonly statement: string;
  readonly effect: number;
  readonly body: (key: string) => object;
};
/** `effect` on the balance. */
const WRITES: readonly Write[] = [
  {
    path: '/v1/events',
    effect: -7,
    statement: 'INSERT INTO entries',
    body: (key) => ({ ...event, idempotencyKey: key }),
  },
  {
    path: '/v1/events/batch',
    effect: -14,
    statement: 'INSERT INTO entries',
    body: (key) => ({ events: [1, 2].map((each) => ({ ...event, idempotencyKey: `${key} ${each}` })) }),
  },
  { path: '/v1/grants', effect: 5, statement: 'INSERT INTO entries', body: () => grant },
  {
    path: '/v1/adjustments',
    effect: -3,
    statement: 'INSERT INTO entries',
    body: (key) => ({
      customerId: 'ada',
      creditTypeId: 'ai-tokens',
      amount: '3',
      reason: 'mistake',
      idempotencyKey: key,
    }),
  },
  {
    path: '/v1/credit-types',
    effect: 0,
    statement: 'UPDATE catalog_head',
    body: (key) => ({ id: key, name: 'New', unit }),
  },
];

const cases = WRITES.flatMap((write) => (['before', 'after'] as const).map((when) => ({ ...write, when })));

test.each(cases)(
  'POST $path, the server lost $when the COMMIT: outcome_unknown, and the same key has one effect',
  async ({ path, statement, body, effect, when }) => {
    const key = `${path.split('/').slice(-1)[0] ?? ''}-${when}`;
    const send = () => sandbox.request('POST', path, body(key), { 'idempotency-key': key });
    const balance = async () => {
      const { body: pool } = await sandbox.request('GET', '/v1/customers/ada/balances/ai-tokens');
      return Number(pool['balance']);
    };
    const before = await balance();
    loseAtCommit(statement, when);
    const lost = await send();
    expect(lost).toMatchObject({ status: 500, body: { code: 'outcome_unknown' } });
    expect(lost.headers.get('retry-after')).toBe('1');
    restore();

    const again = await send();
    expect([200, 201]).toContain(again.status);
    const after = await balance();
    expect(after - before).toBe(effect);
    expect((await send()).status).toBe(again.status);
    expect(await balance()).toBe(after);
  },
  20_000,
);

test('a server that is lost before any COMMIT: 503, because nothing was done', async () => {
  proxy.onRequest((chunk, link) => {
    if (!chunk.includes('INSERT INTO entries')) return true;
    link.cut();
    return false;
  });
  const report = { ...event, idempotencyKey: 'never' };
  const refused = await sandbox.request('POST', '/v1/events', report);
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  restore();
  expect(await sandbox.request('POST', '/v1/events', report)).toMatchObject({
    status: 200,
    body: { duplicate: false },
  });
}, 20_000);
