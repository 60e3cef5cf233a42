import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDatabase, type TestDatabase, throughPgBouncer, WAYS } from '../support/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await newDatabase();
});
afterAll(() => database.drop());

const open = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: throughPgBouncer(database.url) });
  await client.connect();
  return client;
};

// If sessions did not change, the other tests through PgBouncer would prove nothing.
test.runIf(WAYS.every(({ isThere }) => isThere))(
  'behind PgBouncer the next transaction runs in another session without session settings',
  async () => {
    const clients = [await open(), await open()];
    // Two open transactions occupy two sessions, which alternate from then on.
    for (const client of clients) await client.query('BEGIN');
    for (const client of clients) await client.query('COMMIT');
    const [client] = clients;
    const seen: { pid: number; timeout: string }[] = [];
    for (let round = 0; round < 4; round += 1) {
      await client?.query("BEGIN; SET statement_timeout = '7s'; COMMIT; BEGIN; COMMIT");
      const found = await client?.query<{ pid: number; timeout: string }>(
        "SELECT pg_backend_pid() AS pid, current_setting('statement_timeout') AS timeout",
      );
      seen.push(...(found?.rows ?? []));
      // An odd number of statements, so that the next round uses the other session.
      await client?.query('SELECT 1');
    }
    expect(seen.map(({ timeout }) => timeout)).toEqual(Array(4).fill('0'));
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(2);
    for (const client of clients) await client.end();
  },
);
