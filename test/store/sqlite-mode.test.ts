import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../server/index.js';
import type { StoreMode } from '../../server/store/ports/mode.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import { openSqliteStore } from '../../server/store/sqlite/store.js';
import { seedStore } from '../support/commands.js';
import { SECRET } from '../support/sandbox.js';
import { newFolder } from './sqlite-file.js';

let folder: ReturnType<typeof newFolder>;
let path: string;
beforeEach(() => {
  folder = newFolder();
  path = join(folder.path, 'ledger.db');
});
afterEach(() => folder.remove());

const open = (mode: StoreMode, file = path) => openSqliteStore({ path: file, mode, onLost: () => undefined });

test('a file remembers the mode of its first server and reopens in it', async () => {
  await (await open('live')).close();
  expect(await openSqliteMaintenance(path).mode()).toBe('live');
  await (await open('live')).close();
});

test.each([
  ['live', 'sandbox', /is a live ledger and this server was started as a sandbox: .* without DRAWDOWN_SANDBOX$/],
  ['sandbox', 'live', /is a sandbox and this server was started as a live ledger: .* with DRAWDOWN_SANDBOX=1$/],
] as const)(
  'a %s file refuses a server of the mode %s with advice, and stays open to its own',
  async (mode, other, message) => {
    const store = await open(mode);
    await seedStore(store);
    await store.close();
    await expect(open(other)).rejects.toThrow(message);
    const again = await open(mode);
    expect((await again.catalog()).plans.size).toBe(1);
    await again.close();
  },
);

test('a server that was started in the other mode exits at its start', async () => {
  const sandbox = await createApp({ database: path, sandbox: true, tokenSecrets: [SECRET], jobs: false });
  await sandbox.stop();
  const live = { database: path, apiKey: 'dd_live_of_these_tests', tokenSecrets: [SECRET] as const, jobs: false };
  await expect(createApp(live)).rejects.toThrow('the database is a sandbox and this server was started as a live');
});

describe('an archive', () => {
  const moved = () => join(folder.path, 'moved.db');
  const move = () => openSqliteMaintenance(moved()).importRows(openSqliteMaintenance(path).exportRows());
  beforeEach(async () => {
    const store = await open('live');
    await seedStore(store);
    await store.close();
  });

  test('carries the mode into an empty file', async () => {
    await move();
    expect(await openSqliteMaintenance(moved()).mode()).toBe('live');
    await expect(open('sandbox', moved())).rejects.toThrow('is a live ledger');
  });

  test('fills a file on which a server of the same mode has started', async () => {
    await (await open('live', moved())).close();
    await move();
    expect(await openSqliteMaintenance(moved()).mode()).toBe('live');
  });

  test('is refused by a file of the other mode, which stays unchanged', async () => {
    await (await open('sandbox', moved())).close();
    await expect(move()).rejects.toThrow('store_mode, rows 1 to 1: a live ledger and a sandbox do not mix');
    const store = await open('sandbox', moved());
    expect((await store.catalog()).plans.size).toBe(0);
    await store.close();
  });
});
