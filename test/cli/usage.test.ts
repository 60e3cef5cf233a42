import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { drawdown } from '../support/cli.js';
import { newFolder } from '../store/sqlite-file.js';

const folder = newFolder();
afterAll(() => folder.remove());
const sqlite = (name: string) => ({ DATABASE_URL: `sqlite:${join(folder.path, name)}` });

const COMMANDS = [
  ...[['serve'], ['migrate'], ['doctor'], ['backup'], ['export'], ['import']],
  ...[['keys'], ['keys', 'create'], ['keys', 'list'], ['keys', 'revoke']],
];

test('help names every command and the exit codes', async () => {
  const { code, out, err } = await drawdown(['--help']);
  expect([code, err]).toEqual([0, '']);
  for (const [name] of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  expect(out).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /);
});

test.each(COMMANDS.map((args) => [args.join(' '), args]))('%s --help describes the command', async (name, args) => {
  const { code, out, err } = await drawdown([...args, '--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`^Usage: drawdown ${name}\\b`));
});

describe('invalid calls exit with 2 and one line of explanation', () => {
  test.each([
    ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'/],
    ['an unknown flag', ['doctor', '--fast'], /unknown option '--fast'/],
    ['too many arguments', ['migrate', 'twice'], /too many arguments/],
    ['no file to back up to', ['backup'], /missing required argument 'file'/],
    ['a key without a name', ['keys', 'create', '--scopes', 'read'], /--name/],
    ['an unknown scope', ['keys', 'create', '--name', 'x', '--scopes', 'fly'], /--scopes: /],
    ['an empty scope', ['keys', 'create', '--name', 'x', '--scopes', 'read,'], /--scopes/],
    ['a too long name', ['keys', 'create', '--name', 'x'.repeat(101), '--scopes', 'read'], /--name: /],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await drawdown(args, sqlite('never.db'));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('without a command it prints the help as an error', async () => {
    const { code, out, err } = await drawdown([]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: drawdown');
  });

  test('reports every environment problem at once, and only for settings that the command reads', async () => {
    const { code, err } = await drawdown(['doctor'], {
      ...{ DATABASE_URL: 'mysql://x', DATABASE_MIGRATION_URL: 'mysql://x', DRAWDOWN_SANDBOX: 'perhaps', PORT: 'many' },
    });
    expect(code).toBe(2);
    for (const name of ['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'DRAWDOWN_SANDBOX']) {
      expect(err).toMatch(new RegExp(`^ {2}${name}: `, 'm'));
    }
    expect(err).not.toContain('PORT');
  });

  test('refuses a database in memory, because it ends with its server', async () => {
    const { code, err } = await drawdown(['export'], { DATABASE_URL: 'sqlite::memory:' });
    expect([code, err]).toEqual([2, expect.stringContaining('name a file')]);
  });
});

describe('failures exit with 1 and one line without a stack trace', () => {
  test.each([
    ['no file', ['doctor'], /there is no database file/],
    ['nothing to import', ['import', '/nowhere/x.ndjson'], /no such file/],
    ['no key', ['keys', 'revoke', 'key_none'], /there is no key key_none/],
  ])('%s', async (name, args, message) => {
    const { code, out, err } = await drawdown(args, sqlite(`${name}.db`));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('an unreachable PostgreSQL', async () => {
    const { code, err } = await drawdown(['migrate'], { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' });
    expect([code, err]).toEqual([1, expect.stringMatching(/^drawdown: .*ECONNREFUSED.*\n$/)]);
  });
});
