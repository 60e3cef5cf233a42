import Database from 'better-sqlite3';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '../store/sqlite-file.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';
import { PLANTED, writesOf } from './planted-writes.js';

// Each write fails in the store. The log tells which, and nothing of what was written.

const folder = newFolder();
const lines: string[] = [];
let sandbox: Sandbox;

beforeAll(async () => {
  const database = join(folder.path, 'failing.db');
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  sandbox = await openSandbox({ database, logger });
  await seed(sandbox);
  const file = new Database(database);
  const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  for (const table of tables.filter((name) => !/^(sqlite_|migrations)/.test(name))) {
    for (const change of ['INSERT', 'UPDATE', 'DELETE']) {
      const name = `fail_${table}_${change}`;
      file.exec(`CREATE TRIGGER ${name} BEFORE ${change} ON ${table} BEGIN SELECT RAISE(ABORT, '${PLANTED[0]}'); END`);
    }
  }
  file.close();
});
afterAll(async () => {
  await sandbox.close();
  folder.remove();
});

test.each(writesOf())('%s %s', async (method, path, body) => {
  lines.length = 0;
  const { status } = await sandbox.refused(method, path, body);
  expect(status).toBe(500);
  const log = lines.join('');
  expect(log).toContain('"err"');
  for (const word of PLANTED) expect(log).not.toContain(word);
});
