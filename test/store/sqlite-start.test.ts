import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownFile } from '../../server/store/sqlite/driver/filesystem.js';
import { lockFile } from '../../server/store/sqlite/driver/lock.js';
import { openWriter } from '../../server/store/sqlite/driver/writer.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
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
    await expect(openStore(path)).rejects.toThrow(/ledger\.db cannot be written by this user: EISDIR/);
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

/** Runs as a user that owns nothing. Only root can change to one, and the rights of root would hide the fault. */
function asNobody(work: () => unknown): unknown {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a file that cannot be written', () => {
  test.each([
    [
      'by the server, which names it and the reason',
      () => ownFile(path),
      /ledger\.db cannot be written by this user: EACCES/,
    ],
    ['by the writer, though SQLite opens it', () => openWriter(path), /ledger\.db is read-only/],
  ])('is refused at the start %s', (_, open, message) => {
    fill();
    chmodSync(path, 0o444);
    chmodSync(folder.path, 0o777);
    expect(() => asNobody(open)).toThrow(message);
    chmodSync(path, 0o644);
    openWriter(path).close();
  });

  test('because of its folder is refused with the path and the reason', () => {
    fill();
    chmodSync(path, 0o666);
    chmodSync(folder.path, 0o555);
    const missing = join(folder.path, 'missing.db');
    expect(() => asNobody(() => ownFile(missing))).toThrow(/missing\.db cannot be written by this user: EACCES/);
    expect(() => asNobody(() => lockFile(path))).toThrow(/ledger\.db-lock cannot be written by this user: EACCES/);
    chmodSync(folder.path, 0o755);
  });
});

describe('files of a new database', () => {
  test('belong to the user of the server alone, and so does a new folder', async () => {
    const file = join(folder.path, 'new', 'deep', 'ledger.db');
    const store = await openStore(file);
    await seedStore(store);
    const modes = ['', '-wal', '-shm', '-lock'].map((suffix) => statSync(`${file}${suffix}`).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
    for (const each of ['new', 'new/deep']) expect(statSync(join(folder.path, each)).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test('that others may read, or whose folder they may write, are found by the doctor', async () => {
    fill();
    const warnings = async () => {
      const found: string[] = [];
      for await (const { severity, message } of openSqliteMaintenance(path).examine())
        found.push(`${severity}: ${message}`);
      return found;
    };
    chmodSync(path, 0o600);
    expect(await warnings()).toEqual([]);
    chmodSync(path, 0o640);
    chmodSync(folder.path, 0o770);
    expect(await warnings()).toEqual([
      expect.stringMatching(/^warning: .*ledger\.db is open to other users \(mode 640\)/),
      expect.stringMatching(/^warning: other users can replace files in .* \(mode 770\)/),
    ]);
  });
});

describe('one server for each file', () => {
  test.each([
    ['relative', () => relative(process.cwd(), path)],
    ['with dots', () => join(folder.path, 'x', '..', '.') + '/ledger.db'],
    ['with a line break', () => `${path}\n`],
    ['with spaces', () => `  ${path} \r`],
    ['by a symbolic link', () => link('link.db', path)],
    ['by a link to a link', () => link('second.db', link('link.db', path))],
    ['in a folder that is a link', () => join(link('folder', folder.path), 'ledger.db')],
  ])('a second store is refused by another spelling of the path: %s', async (_, spelling) => {
    const first = await openStore(path);
    const other = spelling();
    await expect(openStore(other)).rejects.toThrow(/another server is using .*ledger\.db/);
    await first.close();
    await (await openStore(other)).close();
  });

  test('a link to a file that is missing is the file: both spellings open the same ledger', async () => {
    const first = await openStore(link('link.db', path));
    await expect(openStore(path)).rejects.toThrow(/another server is using/);
    await first.close();
  });

  test('a file with a second name is refused by each of them, because SQLite would give it two logs', async () => {
    fill();
    const other = join(folder.path, 'other.db');
    linkSync(path, other);
    for (const name of [path, other]) await expect(openStore(name)).rejects.toThrow(/2 names \(hard links\)/);
  });

  const link = (name: string, target: string): string => {
    const at = join(folder.path, name);
    symlinkSync(target, at);
    return at;
  };

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
