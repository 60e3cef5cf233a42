import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '../store/sqlite-file.js';
import { drawdown } from '../support/cli.js';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { newDatabase, newRole, type TestDatabase } from '../support/postgres.js';
import { startServer } from '../support/server-process.js';

const folder = newFolder();
const sandbox = { DRAWDOWN_SANDBOX: '1' };
const file = { ...sandbox, DATABASE_URL: `sqlite:${join(folder.path, 'ledger.db')}` };
let database: TestDatabase;
let owner: Awaited<ReturnType<typeof newRole>>;
let role: Awaited<ReturnType<typeof newRole>>;
/** The server's role owns nothing, as the documentation recommends. */
let env: Readonly<Record<string, string>>;
let archive: string;
let apiKey: string;

beforeAll(async () => {
  [database, owner, role] = await Promise.all([newDatabase(), newRole(), newRole()]);
  await database.query(`GRANT CREATE ON SCHEMA public TO ${owner.name}`);
  env = { ...sandbox, DATABASE_URL: database.urlOf(role), DATABASE_MIGRATION_URL: database.urlOf(owner) };

  const server = await startServer(join(folder.path, 'ledger.db'));
  const client = connect(server.url);
  await seedOver(client, ['ada', 'bob']);
  await give(client, 'ada', '10.5');
  for (let index = 0; index < 12; index += 1) await report(client, `e${index}`);
  client.close();
  await server.end('SIGTERM');
  apiKey = (await drawdown(['keys', 'create', '--name', 'backend', '--scopes', 'read'], file)).out.trim();
  archive = (await drawdown(['export'], file)).out;
});
afterAll(async () => {
  await database.drop();
  await Promise.all([owner.drop(), role.drop()]);
  folder.remove();
});

const report = (client: Client, idempotencyKey: string) =>
  client.must('POST', '/v1/events', { customerId: 'ada', featureId: 'mail', idempotencyKey });

test('migrate succeeds, can be repeated, and lets a limited role find nothing to do', async () => {
  const first = await drawdown(['migrate'], env);
  expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^applied 0001/)]);
  for (const who of [env, { ...sandbox, DATABASE_URL: database.urlOf(role) }]) {
    const { code, out } = await drawdown(['migrate'], who);
    expect([code, out]).toEqual([0, expect.stringMatching(/^nothing to do/)]);
  }
});

test('refuses an altered archive or the wrong role, and leaves nothing behind', async () => {
  const altered = await drawdown(['import'], env, archive.replace(/"e11"/, '"e99"'));
  expect([altered.code, altered.err]).toEqual([1, expect.stringMatching(/^drawdown: .*altered.*\n$/)]);
  const cut = await drawdown(['import'], env, archive.slice(0, -10));
  expect([cut.code, cut.err]).toEqual([1, expect.stringMatching(/^drawdown: .*cut.*\n$/)]);
  const other = await drawdown(['import'], { ...sandbox, DATABASE_URL: database.urlOf(role) }, archive);
  expect([other.code, other.err]).toEqual([1, expect.stringContaining('DATABASE_MIGRATION_URL')]);
  expect(await database.query('SELECT count(*) FROM entries')).toEqual([{ count: '0' }]);
});

test('moves a ledger from SQLite, and a server continues on PostgreSQL', { timeout: 60_000 }, async () => {
  const moved = await drawdown(['import'], env, archive);
  expect([moved.code, moved.err]).toEqual([0, expect.stringMatching(/^imported \d+ rows/)]);
  const again = await drawdown(['import'], env, archive);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('is not empty')]);

  const server = await startServer('', env);
  const client = connect(server.url);
  const balance = async () => (await client.must('GET', '/v1/customers/ada/balances/tokens'))['balance'];
  expect(await balance()).toBe('-1.5');
  expect(await report(client, 'e3')).toMatchObject({ duplicate: true });
  expect(await report(client, 'later')).toMatchObject({ duplicate: false });
  expect(await balance()).toBe('-2.5');
  const authorization = `Bearer ${apiKey}`;
  const asBackend = await client.send('GET', '/v1/customers/ada/balances', undefined, { authorization });
  expect(asBackend.status).toBe(200);
  client.close();
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
});

test('doctor checks every account and reports weak settings and violations', async () => {
  const well = await drawdown(['doctor'], env);
  expect([well.code, well.err]).toEqual([0, expect.stringMatching(/^0 problems/)]);
  expect(well.out).not.toContain('could rewrite entries');
  const asOwner = await drawdown(['doctor'], { ...sandbox, DATABASE_URL: database.urlOf(owner) });
  expect([asOwner.code, asOwner.out]).toEqual([0, expect.stringContaining('warning: the role of DATABASE_URL could')]);
  await database.query('ALTER TABLE entries DISABLE TRIGGER entries_never_changed');
  await database.query("UPDATE entries SET reason = 'x' WHERE seq = 2");
  const broken = await drawdown(['doctor'], env);
  expect(broken.code).toBe(1);
  expect(broken.out).toContain('problem: the trigger entries_never_changed is missing or disabled');
  expect(broken.out).toMatch(/problem: account ada\|tokens\|: entry 2 breaks the hash chain/);
  expect(broken.err).toMatch(/^2 problems/);
  const { out } = await drawdown(['export'], env);
  const refused = await drawdown(['import'], { ...sandbox, DATABASE_URL: `sqlite:${join(folder.path, 'b.db')}` }, out);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('breaks the hash chain')]);
});

test('backup names the tool to use instead', async () => {
  const { code, err } = await drawdown(['backup', join(folder.path, 'x')], env);
  expect([code, err]).toEqual([2, expect.stringContaining('pg_dump')]);
});

test('the server’s role creates, lists and revokes keys', async () => {
  const made = await drawdown(['keys', 'create', '--name', 'x', '--scopes', 'read'], env);
  const id = /key_\w+/.exec(made.err)?.[0] ?? '';
  expect(await drawdown(['keys', 'revoke', id], env)).toMatchObject({ code: 0 });
  const { out } = await drawdown(['keys', 'list'], env);
  expect(out.split('\n').find((line) => line.startsWith(id))).toContain('revoked 20');
});
