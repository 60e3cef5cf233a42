import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPostgresMaintenance } from '../../server/store/postgres/ports/maintenance.js';
import { openPostgresStore } from '../../server/store/postgres/store.js';
import type { StoreMode } from '../../server/store/ports/mode.js';
import { seedStore } from '../support/commands.js';
import { newDatabase, newRole, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase();
});
afterEach(() => database.drop());

const open = (mode: StoreMode, on = database) => openPostgresStore({ url: on.url, mode, onWarning: () => undefined });
const modeOf = (on = database) => openPostgresMaintenance({ url: on.url }).mode();

test('a database remembers the mode of its first server and reopens in it', async () => {
  await (await open('live')).close();
  expect(await modeOf()).toBe('live');
  await (await open('live')).close();
});

test.each([
  ['live', 'sandbox', /is a live ledger and this server was started as a sandbox: .* without DRAWDOWN_SANDBOX$/],
  ['sandbox', 'live', /is a sandbox and this server was started as a live ledger: .* with DRAWDOWN_SANDBOX=1$/],
] as const)('a %s database refuses a server of the mode %s, also while another runs', async (mode, other, message) => {
  const store = await open(mode);
  await expect(open(other)).rejects.toThrow(message);
  await seedStore(store);
  await (await open(mode)).close();
  await store.close();
});

test('of servers of both modes that start on an empty database, only one mode starts', async () => {
  const modes = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 'live' : 'sandbox'));
  const starts = await Promise.allSettled(modes.map((mode) => open(mode)));
  const remembered = await modeOf();
  expect(starts.map(({ status }) => status)).toEqual(
    modes.map((mode) => (mode === remembered ? 'fulfilled' : 'rejected')),
  );
  for (const start of starts) {
    if (start.status === 'fulfilled') await start.value.close();
    else expect(start.reason).toMatchObject({ name: 'OtherMode' });
  }
});

test('the server’s role reads the mode and cannot change it', async () => {
  const role = await newRole();
  const url = database.urlOf(role);
  const options = { url, migrationUrl: database.url, onWarning: () => undefined };
  await (await openPostgresStore({ ...options, mode: 'live' })).close();
  await expect(openPostgresStore({ ...options, mode: 'sandbox' })).rejects.toThrow('is a live ledger');
  const client = await database.connect();
  await client.query(`SET ROLE ${role.name}`);
  for (const statement of ["UPDATE store_mode SET mode = 'sandbox'", 'DELETE FROM store_mode']) {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
  }
  await client.end();
  await database.query(`DROP OWNED BY ${role.name}`);
  await role.drop();
});

test('an archive carries the mode, and a database of the other mode refuses it', async () => {
  const store = await open('live');
  await seedStore(store);
  await store.close();
  const source = openPostgresMaintenance({ url: database.url });
  const [empty, sandbox] = [await newDatabase(), await newDatabase()];
  try {
    await openPostgresMaintenance({ url: empty.url }).importRows(source.exportRows());
    expect(await modeOf(empty)).toBe('live');
    await (await open('sandbox', sandbox)).close();
    const target = openPostgresMaintenance({ url: sandbox.url });
    await expect(target.importRows(source.exportRows())).rejects.toThrow('a live ledger and a sandbox do not mix');
    expect(await sandbox.query('SELECT id FROM customers')).toEqual([]);
  } finally {
    await empty.drop();
    await sandbox.drop();
  }
});
