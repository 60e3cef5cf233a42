import Database from 'better-sqlite3';
import { once } from 'node:events';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFile, newFolder } from '../store/sqlite-file.js';
import { drawdown, start } from '../support/cli.js';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { type ServerProcess, startServer } from '../support/server-process.js';

const folder = newFolder();
const at = (name: string) => join(folder.path, name);
const on = (name: string) => ({ DATABASE_URL: `sqlite:${at(name)}`, DRAWDOWN_SANDBOX: '1' });

let server: ServerProcess;
let client: Client;
beforeAll(async () => {
  server = await startServer(at('ledger.db'));
  client = connect(server.url);
  await seedOver(client, ['ada', 'bob']);
  await give(client, 'ada', '100000');
  await report('ada', 'first');
  const { id } = await give(client, 'bob', '10', { expiresAt: '2100-01-01T00:00:00Z', payment: { reference: 'pi_1' } });
  await client.send('PATCH', `/v1/grants/${id}`, { priority: 7 }, { 'idempotency-key': 'edit' });
});
afterAll(async () => {
  client.close();
  await server.end('SIGTERM');
  folder.remove();
});

const report = (customerId: string, idempotencyKey: string, to = client) =>
  to.must('POST', '/v1/events', { customerId, featureId: 'mail', idempotencyKey });
const balanceOf = async (customerId: string, of = client) =>
  (await of.must('GET', `/v1/customers/${customerId}/balances/tokens`))['balance'];

async function underLoad<T>(name: string, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  let sent = 0;
  const senders = Array.from({ length: 8 }, async () => {
    while (!isOver) await report('ada', `${name}:${(sent += 1)}`);
  });
  try {
    await expect.poll(() => sent).toBeGreaterThan(50);
    return await work();
  } finally {
    isOver = true;
    await Promise.all(senders);
  }
}

describe('while a server writes', () => {
  test('a backup is a consistent moment, and a server continues from it', { timeout: 60_000 }, async () => {
    const made = await underLoad('backup', () => drawdown(['backup', at('backup.db')], on('ledger.db')));
    expect([made.code, made.err]).toEqual([0, '']);
    expect(statSync(at('backup.db')).mode & 0o077).toBe(0);
    const { violations, entries } = auditFile(at('backup.db'));
    expect(violations).toEqual([]);
    expect(entries.length).toBeGreaterThan(10);
    // The digest that the backup printed is the digest of the export of the original.
    const { err } = await drawdown(['export', at('of-backup.ndjson')], on('backup.db'));
    expect(err).toContain(/content (\w{64})/.exec(made.out)?.[1]);

    const restored = await startServer(at('backup.db'));
    const other = connect(restored.url);
    const left = await balanceOf('ada', other);
    expect(left).toBe(String(100_000 - entries.filter(({ type }) => type === 'consumed').length));
    expect(await report('ada', 'first', other)).toMatchObject({ duplicate: true });
    expect(await report('ada', 'after the restore', other)).toMatchObject({ duplicate: false });
    expect(await balanceOf('ada', other)).toBe(String(Number(left) - 1));
    other.close();
    await restored.end('SIGTERM');
  });

  test('refuses to overwrite an existing file', async () => {
    writeFileSync(at('mine'), 'mine');
    for (const args of [['backup'], ['export']]) {
      const { code, err } = await drawdown([...args, at('mine')], on('ledger.db'));
      expect([code, err]).toEqual([1, expect.stringContaining('never overwritten')]);
    }
    expect(readFileSync(at('mine'), 'utf8')).toBe('mine');
  });

  test('doctor finds no problem, and an export is a consistent moment', { timeout: 60_000 }, async () => {
    const [doctor, exported] = await underLoad('doctor', () =>
      Promise.all([drawdown(['doctor'], on('ledger.db')), drawdown(['export'], on('ledger.db'))]),
    );
    expect(doctor).toMatchObject({ code: 0, out: '' });
    expect(exported.code).toBe(0);
    // Import checks every account, so it would refuse a copy that mixes two moments.
    expect(await drawdown(['import'], on('of-load.db'), exported.out)).toMatchObject({ code: 0 });
    expect(auditFile(at('of-load.db')).violations).toEqual([]);
  });

  test('refuses to migrate or fill the file of the running server', async () => {
    const migrated = await drawdown(['migrate'], on('ledger.db'));
    expect([migrated.code, migrated.out]).toEqual([0, expect.stringMatching(/^nothing to do/)]);
    const { code, err } = await drawdown(['import'], on('ledger.db'), '');
    expect([code, err]).toEqual([1, expect.stringMatching(/^drawdown: .+\n$/)]);
  });

  test('a created key is accepted, and a revoked key is refused', { timeout: 60_000 }, async () => {
    const args = ['keys', 'create', '--name', 'backend', '--scopes', 'read,usage'];
    const made = await drawdown(args, on('ledger.db'));
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^dd_test_[\w-]{43}\n$/)]);
    const bearer = { authorization: `Bearer ${made.out.trim()}` };
    const ask = async () => (await client.send('GET', '/v1/customers/ada/balances', undefined, bearer)).status;
    expect(await ask()).toBe(200);

    const id = /key_\w+/.exec(made.err)?.[0] ?? '';
    const listed = await drawdown(['keys', 'list', '--json'], on('ledger.db'));
    expect(listed.out).not.toContain(made.out.trim());
    expect(JSON.parse(listed.out)).toMatchObject({ id, name: 'backend', scopes: ['read', 'usage'], revokedAt: null });
    expect(await drawdown(['keys', 'revoke', id], on('ledger.db'))).toMatchObject({ code: 0 });
    await expect.poll(ask, { timeout: 15_000 }).toBe(401);
    const json = await drawdown([...args, '--json'], on('ledger.db'));
    expect(Object.keys(JSON.parse(json.out) as object)).toContain('key');
    expect(json.out).toMatch(/"key":"dd_test_/);
  });
});

describe('import', () => {
  let archive: string;
  beforeAll(async () => {
    archive = (await drawdown(['export'], on('ledger.db'))).out;
  });
  const refusals: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ['nothing', () => '', /is empty/],
    ['something else', () => '{"this": "is not it"}\n', /not an archive/],
    ['no JSON', () => 'PK\u0003\u0004\n', /no JSON/],
    ['the last line missing', (text) => text.slice(0, text.lastIndexOf('{')), /was cut/],
    ['the end of a line missing', (text) => text.slice(0, -40), /was cut/],
    ['the last row of a table missing', (text) => text.replace(/^\["ada","tokens".*\n/m, ''), /./],
    ['a name changed', (text) => text.replace('"ada","1', '"adb","1'), /./],
    ['a credit more', (text) => text.replace(/"99999\d+"/, '"1"'), /./],
    ['a newer format', (text) => text.replace('"format":1', '"format":2'), /format 2; this version reads 1/],
    ['another schema', (text) => text.replace(/"schema":"\d{4}/, '"schema":"0999'), /schema 0999/],
    ['an unknown table', (text) => text.replace('{"table":"causes"', '{"table":"courses"'), /courses that is unknown/],
    ['an unknown column', (text) => text.replace('"command_id":"text"', '"commend_id":"text"'), /commend_id/],
    ['more after its end', (text) => `${text}[]\n`, /./],
  ];
  test.each(refusals)('refuses %s and writes nothing', async (name, change, message) => {
    const database = `${name.replaceAll(' ', '-')}.db`;
    const text = change(archive);
    expect(text).not.toBe(archive);
    const { code, err } = await drawdown(['import'], on(database), text);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err.trim().split('\n')).toHaveLength(1);
    // The refused import left nothing behind, so a correct archive can still be imported.
    expect(await drawdown(['import'], on(database), archive)).toMatchObject({ code: 0 });
    const again = await drawdown(['import'], on(database), archive);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is not empty')]);
  });

  test('a killed import leaves nothing behind', async () => {
    const child = start(['import'], on('killed.db'));
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(archive.slice(0, -200));
    const exit = once(child, 'exit');
    const size = () => statSync(at('killed.db'), { throwIfNoEntry: false })?.size ?? 0;
    await expect.poll(size, { timeout: 15_000 }).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await exit;
    expect(await drawdown(['import'], on('killed.db'), archive)).toMatchObject({ code: 0 });
  });
});

describe('doctor', () => {
  const damaged = (name: string, ...statements: readonly string[]) => {
    copyFileSync(at('backup.db'), at(name));
    const driver = new Database(at(name));
    driver.pragma('writable_schema = ON');
    for (const each of statements) driver.exec(each);
    driver.close();
  };
  test.each([
    ['a balance', /balance is the sum of deltas/, ['UPDATE accounts SET balance = balance + 1']],
    [
      'an entry',
      /breaks the hash chain/,
      ['DROP TRIGGER entries_never_updated', "UPDATE entries SET reason = 'x' WHERE seq = 2"],
    ],
    ['the next due time', /wakes for its next due grant/, ['UPDATE accounts SET next_due_ms = NULL']],
    ['an expiry', /is due at its next date/, ['UPDATE grants SET expires_at_ms = expires_at_ms + 1']],
    ['the terms after an edit', /has the priority of its last change/, ['UPDATE grants SET priority = priority + 1']],
    [
      'the used keys',
      /events burned without a used key.*\n.*grants have no used key/,
      ['DROP TRIGGER commands_never_deleted', 'DELETE FROM commands'],
    ],
    ['the causes', /could fund a second grant/, ['DROP TRIGGER causes_never_deleted', 'DELETE FROM causes']],
    ['the usage', /sums of usage differ/, ['UPDATE usage_quarters SET credits = credits + 5']],
    ['a trigger', /no trigger entries_never_deleted/, ['DROP TRIGGER entries_never_deleted']],
    ['an account', /belong to no account/, ['DELETE FROM accounts']],
    ['an index', /has a index mine that is not ours/, ['CREATE INDEX mine ON accounts (balance)']],
    ['a migration', /newer version/, ["INSERT INTO migrations VALUES ('0999_later.sql', 'x')"]],
  ])('finds %s after a change', async (name, message, statements) => {
    const database = `${name.replaceAll(' ', '-')}-damaged.db`;
    damaged(database, ...statements);
    const { code, out } = await drawdown(['doctor', '--json'], on(database));
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { severity: string; message: string });
    expect(code).toBe(1);
    expect(
      findings
        .filter(({ severity }) => severity === 'problem')
        .map((each) => each.message)
        .join('\n'),
    ).toMatch(message);
  });

  test('finds an overwritten page', async () => {
    const bytes = readFileSync(at('backup.db'));
    writeFileSync(at('page.db'), bytes.fill(0xa5, 4096 * 10, 4096 * 12), { mode: 0o600 });
    const { code, out, err } = await drawdown(['doctor'], on('page.db'));
    expect([code, out]).toEqual([1, expect.stringMatching(/^problem: /)]);
    expect(err).toMatch(/^\d+ problems, 0 warnings\n$/);
  });
});
