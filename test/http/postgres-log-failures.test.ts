import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';
import { PLANTED, writesOf } from './planted-writes.js';

// As log-failures.test.ts, on PostgreSQL, whose errors quote the statement, its parameters and the row.

const lines: string[] = [];
let database: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  database = await newDatabase();
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  sandbox = await openSandbox({ database: { url: database.url }, logger });
  await seed(sandbox);
  await database.query(`CREATE FUNCTION fail_planted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no: %', NEW USING DETAIL = NEW::text; END $$`);
  const tables = await database.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'migrations'",
  );
  for (const { name } of tables) {
    await database.query(`CREATE TRIGGER fail_planted BEFORE INSERT OR UPDATE OR DELETE ON ${name}
      FOR EACH ROW EXECUTE FUNCTION fail_planted()`);
  }
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

test.each(writesOf())('%s %s', async (method, path, body) => {
  lines.length = 0;
  const { status } = await sandbox.refused(method, path, body);
  expect(status).toBe(500);
  const log = lines.join('');
  expect(log).toContain('"err"');
  for (const word of PLANTED) expect(log).not.toContain(word);
});
