import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openWriter } from '../../server/store/sqlite/driver/writer.js';
import { AUTHOR, seedStore, START_MS } from '../support/commands.js';
import { newFolder, openStore } from './sqlite-file.js';

let folder: ReturnType<typeof newFolder>;
let path: string;
beforeEach(() => {
  folder = newFolder();
  path = join(folder.path, 'ledger.db');
});
afterEach(() => folder.remove());

function fill(): void {
  const writer = openWriter(path);
  for (let index = 0; index < 500; index += 1) {
    const profile = { id: `customer-${index}`, name: 'Ada', email: null, timeZone: 'UTC', locale: null, metadata: {} };
    writer.putCustomer(profile, AUTHOR, START_MS);
  }
  writer.close();
}

function tamper(sql: string): void {
  const driver = new Database(path);
  driver.exec(sql);
  driver.close();
}

describe('a damaged file', () => {
  test.each([
    ['one of its pages is overwritten', (bytes: Buffer) => bytes.fill(0xa5, 4096 * 10, 4096 * 12)],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    ['it is not a database', () => Buffer.from('{"this is": "no database"}'.repeat(500))],
  ])('is refused with the reason at the start when %s', (_, damage) => {
    fill();
    writeFileSync(path, damage(readFileSync(path)));
    expect(() => openWriter(path)).toThrow(/^the database file .*ledger\.db is damaged: .+/s);
  });

  test('is refused by the whole store, and the next start is not blocked', async () => {
    writeFileSync(path, 'no database');
    let lost = 0;
    await expect(openStore(path, () => (lost += 1))).rejects.toThrow(/is damaged/);
    expect(lost).toBe(0);
    await expect(openStore(path)).rejects.toThrow(/is damaged/);
  });

  test('another reason for a failed open is not reported as damage', async () => {
    mkdirSync(path);
    await expect(openStore(path)).rejects.toThrow(/unable to open/);
  });
});

describe('migrations', () => {
  test('refuses a file with a changed migration', () => {
    fill();
    tamper(`UPDATE migrations SET sha256 = 'other'`);
    expect(() => openWriter(path)).toThrow(/migration 0001_ledger\.sql has changed since it was applied/);
  });

  test('refuses a file of a newer version and leaves it unchanged', () => {
    fill();
    tamper(`INSERT INTO migrations VALUES ('0999_later.sql', 'x')`);
    const before = readFileSync(path);
    expect(() => openWriter(path)).toThrow(/0999_later\.sql: it belongs to a newer version/);
    expect(readFileSync(path)).toEqual(before);
    tamper(`DELETE FROM migrations WHERE name = '0999_later.sql'`);
    openWriter(path).close();
  });
});

describe('one server for each file', () => {
  test('a second store on the file is refused until the first is closed', async () => {
    const first = await openStore(path);
    await expect(openStore(path)).rejects.toThrow(/another server is using .*ledger\.db/);
    await seedStore(first);
    await first.close();
    await (await openStore(path)).close();
  });

  test('refuses a second process, and kill -9 releases the file', async () => {
    const script = `
      import { register } from 'tsx/esm/api';
      register();
      const { lockFile } = await import('./server/store/sqlite/driver/lock.ts');
      lockFile(process.argv[1]);
      console.log('locked');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openStore(path)).rejects.toThrow(/another server/);
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await (await openStore(path)).close();
  });
});

test('a store in memory leaves nothing behind', async () => {
  vi.stubEnv('TMPDIR', folder.path);
  const store = await openStore(':memory:');
  await seedStore(store);
  // The test loader keeps its cache in the same folder.
  const ours = () => readdirSync(folder.path).filter((name) => name.startsWith('drawdown-'));
  expect(ours()).toHaveLength(1);
  await store.close();
  expect(ours()).toEqual([]);
  vi.unstubAllEnvs();
});
