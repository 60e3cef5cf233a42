import { afterAll, beforeAll, expect, test } from 'vitest';
import { READERS, WRITERS } from '../../server/store/postgres/driver/connection.js';
import { blocked, newDatabase, type TestDatabase } from '../support/postgres.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let database: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  database = await newDatabase();
  // A live server, because a sandbox would also query its clock.
  sandbox = await openSandbox({ database: { url: database.url }, sandbox: false, apiKey: 'dd_live_of_the_tests_0123' });
  await seed(sandbox);
  await grantTo(sandbox, 'ada', '10');
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

test(
  'with every connection taken, a read that waits too long answers 503 with Retry-After, and later succeeds',
  { timeout: 60_000 },
  async () => {
    const holder = await database.connect();
    await holder.query('BEGIN; LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE');
    const read = () => sandbox.refused('GET', '/v1/customers/ada/balances');
    const waiting = Array.from({ length: READERS }, read);
    await expect.poll(() => blocked(database)).toBe(READERS);
    // The pool has no connection left for this read. Writers have their own pool, so a write waits only for its lock.
    const beyond = await Promise.all([read(), sandbox.refused('GET', '/v1/customers/bob/balances')]);
    for (const { status, headers, body } of beyond) {
      expect(status).toBe(503);
      expect(body.code).toBe('unavailable');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await holder.query('COMMIT');
    await holder.end();
    // A request sends several queries at once, so some early requests hold one connection while they wait for another.
    const answers = (await Promise.all(waiting)).map(({ status }) => status);
    expect(answers).toContain(200);
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect((await read()).status).toBe(200);

    const used = await database.query<{ count: string }>(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'drawdown'",
    );
    expect(Number(used[0]?.count)).toBeLessThanOrEqual(READERS + WRITERS);
  },
);
