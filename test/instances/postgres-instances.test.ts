import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDue } from '../../server/jobs/due.js';
import { startJob } from '../../server/jobs/runner.js';
import { hasBalance, type StreamServer, serveSandbox } from '../streaming/served.js';
import { newDatabase, type TestDatabase, WAYS } from '../support/postgres.js';
import { grantTo } from '../support/sandbox.js';
import { allEntries } from '../store/digest.js';

for (const { way, isThere, through } of WAYS) {
  describe.runIf(isThere)(`instances that share a database, ${way}`, () => shareADatabase(through));
}

function shareADatabase(through: (url: string) => string): void {
  let database: TestDatabase;
  let one: StreamServer;
  let other: StreamServer;
  let sent = 0;

  beforeAll(async () => {
    database = await newDatabase();
    // Both servers start at once on an empty database.
    [one, other] = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await database.drop();
  });

  const open = () => serveSandbox({ database: { url: through(database.url) }, jobs: false });
  const burn = (through: StreamServer, customerId: string, more: Readonly<Record<string, unknown>> = {}) =>
    through.request('POST', '/v1/events', {
      ...{ customerId, featureId: 'emails', quantity: '1', idempotencyKey: `burn ${(sent += 1)}`, ...more },
    });
  const pool = (customerId: string) => ({ customerId, creditTypeId: 'ai-tokens', resourceId: '' });

  test('a burn through one instance reaches a stream on another', async () => {
    const reader = await other.watch('ada');
    await grantTo(one, 'ada', '10');
    await reader.next(hasBalance('10'));
    await burn(one, 'ada');
    await reader.next(hasBalance('9'));
    await burn(other, 'ada');
    await reader.next(hasBalance('8'));
    reader.hangUp();
  });

  test('enforced burns through both take no more than the balance', async () => {
    await grantTo(one, 'bob', '20');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => burn(index % 2 ? one : other, 'bob', { enforce: true })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(30);
  });

  test('one key through both is one event', async () => {
    const before = (await allEntries(one.store, pool('ada'))).length;
    const report = { idempotencyKey: 'the same through both' };
    const answers = await Promise.all([one, other, one, other].map((through) => burn(through, 'ada', report)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.filter(({ body }) => body['duplicate'] === false)).toHaveLength(1);
    expect(await allEntries(other.store, pool('ada'))).toHaveLength(before + 1);
  });

  test('a catalog change on one instance applies to the other at once', async () => {
    const unit = { singular: 'one', plural: 'many' };
    await one.request('POST', '/v1/credit-types', { id: 'late', name: 'Late', unit });
    expect((await other.store.catalog()).creditTypes.has('late')).toBe(true);
  });

  test('jobs that start on both run on one, and on the other after it stops', async () => {
    const runs: string[] = [];
    const told: unknown[] = [];
    const start = (name: string, { store }: StreamServer) => {
      const job = { name: 'counted', everyMs: 10, run: () => Promise.resolve(void runs.push(name)) };
      const onError = (error: unknown) => told.push(error);
      return startJob(job, { leases: store, holder: name, wallMs: Date.now, onError });
    };
    const first = start('one', one);
    await expect.poll(() => runs.length).toBeGreaterThan(3);
    // The second holder tries repeatedly, as it would at the end of a lease.
    const second = start('other', other);
    await expect.poll(() => runs.length).toBeGreaterThan(10);
    expect(new Set(runs)).toEqual(new Set(['one']));
    await first.stop();
    runs.length = 0;
    await expect.poll(() => runs.length).toBeGreaterThan(3);
    expect(new Set(runs)).toEqual(new Set(['other']));
    await second.stop();
    expect(told).toEqual([]);
  });

  test('due entries are written once', async () => {
    const dueMs = Date.now() + 300;
    await grantTo(one, 'bob', '5', { expiresAt: new Date(dueMs).toISOString() });
    const expired = async () =>
      (await allEntries(one.store, pool('bob'))).filter(({ type }) => type === 'expired').length;
    await expect
      .poll(async () => {
        await Promise.all([one, other].map(({ store, engine }) => writeDue(store, engine)));
        return expired();
      })
      .toBe(1);
    await Promise.all([one, other].map(({ engine }) => engine.catchUp('bob')));
    expect(await expired()).toBe(1);
  });

  test('an instance that stops loses no accepted request', async () => {
    const third = await open();
    await grantTo(one, 'ada', '1000');
    const before = (await allEntries(one.store, pool('ada'))).length;
    const burns = Array.from({ length: 60 }, (_, index) => burn(index % 3 === 0 ? other : third, 'ada'));
    const stopped = third.close();
    const answers = await Promise.all(burns);
    await stopped;
    const done = answers.filter(({ status }) => status === 200).length;
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(done).toBeGreaterThanOrEqual(20);
    expect(await allEntries(one.store, pool('ada'))).toHaveLength(before + done);
  });
}
