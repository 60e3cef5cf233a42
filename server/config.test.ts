import { describe, expect, test } from 'vitest';
import { readConfig } from './config.js';

const SECRET = 'x'.repeat(32);
const LIVE = { DRAWDOWN_API_KEY: 'dd_live_0123456789abcdef0123456789abcdef', DRAWDOWN_TOKEN_SECRET: SECRET };

const ok = (env: Record<string, string | undefined>) => {
  const result = readConfig(env);
  if (!('ok' in result)) throw new Error(result.problems.join('\n'));
  return result.ok;
};
const problems = (env: Record<string, string | undefined>) => {
  const result = readConfig(env);
  return 'problems' in result ? result.problems : [];
};

describe('what is said', () => {
  test('nothing but the secrets: the defaults', () => {
    expect(ok({ ...LIVE, PATH: '/bin', PORT: '' })).toEqual({
      port: 8787,
      host: '127.0.0.1',
      database: { kind: 'sqlite', path: './data/drawdown.db' },
      apiKey: LIVE.DRAWDOWN_API_KEY,
      tokenSecrets: [{ kid: 'default', secret: SECRET }],
      allowedOrigins: [],
      eventWindowDays: 35,
      keepAliveMs: 72_000,
      rateLimits: { key: 20_000, customer: 100 },
      openMetrics: false,
      trustClock: false,
      logLevel: 'info',
      sandbox: false,
    });
  });

  test('a sandbox needs nothing', () => {
    expect(ok({ DRAWDOWN_SANDBOX: '1' })).toMatchObject({ sandbox: true, apiKey: null, tokenSecrets: [] });
  });

  test('everything', () => {
    const config = ok({
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'sqlite::memory:',
      DRAWDOWN_API_KEY: 'dd_test_0123456789abcdef0123456789abcdef',
      DRAWDOWN_TOKEN_SECRET: `b:${SECRET}b, a:${SECRET}:a`,
      DRAWDOWN_ALLOWED_ORIGINS: 'https://app.example, http://localhost:3000, capacitor://localhost',
      DRAWDOWN_EVENT_WINDOW_DAYS: '90',
      DRAWDOWN_KEEP_ALIVE_SECONDS: '3600',
      DRAWDOWN_RATE_LIMIT_KEY: '50',
      DRAWDOWN_RATE_LIMIT_CUSTOMER: '0',
      DRAWDOWN_METRICS: 'open',
      DRAWDOWN_TRUST_CLOCK: '1',
      LOG_LEVEL: 'debug',
      DRAWDOWN_SANDBOX: '1',
    });
    expect(config).toEqual({
      port: 0,
      host: '::1',
      database: { kind: 'sqlite', path: ':memory:' },
      apiKey: 'dd_test_0123456789abcdef0123456789abcdef',
      tokenSecrets: [
        { kid: 'b', secret: `${SECRET}b` },
        { kid: 'a', secret: `${SECRET}:a` },
      ],
      allowedOrigins: ['https://app.example', 'http://localhost:3000', 'capacitor://localhost'],
      eventWindowDays: 90,
      keepAliveMs: 3_600_000,
      rateLimits: { key: 50, customer: 0 },
      openMetrics: true,
      trustClock: true,
      logLevel: 'debug',
      sandbox: true,
    });
  });

  test.each([' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff'])('any value with %j around it is read without', (space) => {
    const values = {
      ...{
        ...LIVE,
        PORT: '1',
        HOST: '::1',
        DATABASE_URL: 'postgres://a@b/c',
        DATABASE_MIGRATION_URL: 'postgres://d@b/c',
      },
      ...{ DRAWDOWN_ALLOWED_ORIGINS: 'https://app.example', DRAWDOWN_EVENT_WINDOW_DAYS: '9', DRAWDOWN_SANDBOX: '0' },
      ...{
        DRAWDOWN_RATE_LIMIT_KEY: '1',
        DRAWDOWN_RATE_LIMIT_CUSTOMER: '2',
        DRAWDOWN_METRICS: 'open',
        LOG_LEVEL: 'warn',
      },
    };
    const spaced = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, `${space}${value}${space}`]),
    );
    expect(ok(spaced)).toEqual(ok(values));
    expect(ok({ ...LIVE, PORT: space, DATABASE_URL: space })).toEqual(ok(LIVE));
  });

  test('a path of any kind', () => {
    const path = (url: string) => ok({ ...LIVE, DATABASE_URL: url }).database;
    expect(path('sqlite:/var/lib/credits.db')).toEqual({ kind: 'sqlite', path: '/var/lib/credits.db' });
    expect(path('sqlite:data/x.db')).toEqual({ kind: 'sqlite', path: 'data/x.db' });
  });

  test('PostgreSQL, with and without an owner of its own', () => {
    const url = 'postgres://server:secret@db/credits';
    const migrationUrl = 'postgresql://owner:secret@db/credits';
    const alone = { kind: 'postgres', url, migrationUrl: null };
    expect(ok({ ...LIVE, DATABASE_URL: url }).database).toEqual(alone);
    const both = { ...LIVE, DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl };
    expect(ok(both).database).toEqual({ ...alone, migrationUrl });
  });
});

describe('what is wrong', () => {
  test('is said all at once, by name, and without the secrets', () => {
    const found = problems({
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      DRAWDOWN_TOKEN_SECRET: 'hunter2',
      DRAWDOWN_ALLOWED_ORIGINS: '*',
      DRAWDOWN_SANDBOX: 'yes',
    });
    expect(found.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'DATABASE_URL',
      'DRAWDOWN_ALLOWED_ORIGINS',
      'DRAWDOWN_API_KEY',
      'DRAWDOWN_SANDBOX',
      'DRAWDOWN_TOKEN_SECRET',
      'PORT',
    ]);
    expect(found.join()).not.toContain('hunter2');
  });

  test('a live server needs its secrets', () => {
    expect(problems({})).toHaveLength(2);
    expect(problems({ DRAWDOWN_SANDBOX: '0' })).toHaveLength(2);
  });

  test.each([
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'sqlite://./data/x.db'],
    ['DATABASE_URL', 'sqlite:~/x.db'],
    ['DATABASE_URL', 'sqlite:~ada/x.db'],
    ['DRAWDOWN_API_KEY', 'short'],
    ['DRAWDOWN_API_KEY', 'with a space in it'],
    ['DRAWDOWN_API_KEY', 'dd_test_0123456789abcdef0123456789abcdef'],
    ['DRAWDOWN_API_KEY', '0123456789abcdef0123456789abcdef'],
    ['DRAWDOWN_API_KEY', 'dd_live_0123456789abcdef0123456789abcde'],
    ['DRAWDOWN_API_KEY', `dd_live_${'a'.repeat(64)}`],
    ['DRAWDOWN_API_KEY', `dd_live_${'0123456'.repeat(9)}`],
    ['DRAWDOWN_API_KEY', `dd_live_${'0123456789abcdef'.repeat(16)}`],
    ['DRAWDOWN_TOKEN_SECRET', `a:${SECRET},a:${SECRET}2`],
    ['DRAWDOWN_TOKEN_SECRET', ','],
    ['DRAWDOWN_EVENT_WINDOW_DAYS', '0'],
    ['DRAWDOWN_EVENT_WINDOW_DAYS', '401'],
    ['DRAWDOWN_EVENT_WINDOW_DAYS', '1.5'],
    ['DRAWDOWN_KEEP_ALIVE_SECONDS', '0'],
    ['DRAWDOWN_KEEP_ALIVE_SECONDS', '3601'],
    ['DRAWDOWN_KEEP_ALIVE_SECONDS', '72.5'],
    ['DRAWDOWN_RATE_LIMIT_KEY', '-1'],
    ['DRAWDOWN_RATE_LIMIT_CUSTOMER', '10/s'],
    ['DRAWDOWN_METRICS', 'public'],
    ['LOG_LEVEL', 'loud'],
    ['DRAWDOWN_ALLOWED_ORIGINS', 'app.example'],
    ['DRAWDOWN_ALLOWED_ORIGINS', 'https://app.example/'],
    ['DRAWDOWN_ALLOWED_ORIGINS', 'https://app.example, null'],
    ['DRAWDOWN_ALLOWED_ORIGINS', 'file:///x'],
    ['DRAWDOWN_ALLOWED_ORIGINS', 'https://*.example.com'],
  ])('%s=%s', (name, value) => {
    const found = problems({ ...LIVE, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${name}: `);
  });

  test('a database that is no URL of PostgreSQL, and an owner for a file', () => {
    const wrong = { DATABASE_URL: 'postgres:db/x', DATABASE_MIGRATION_URL: 'sqlite:x' };
    expect(problems({ ...LIVE, ...wrong })).toEqual([
      expect.stringMatching(/^DATABASE_URL: must be/),
      'DATABASE_MIGRATION_URL: must be postgres://…',
      expect.stringMatching(/requires a DATABASE_URL of PostgreSQL/),
    ]);
  });

  test.each(['u:p#ss@h/db', 'u:5#ss@h/db', 'u:p/ss@h/db', 'u:1/ss@h/db', 'u:p?ss@h/db', 'u:1?ss@h/db'])(
    'an address with a password that is not encoded says how to write it: %s',
    (rest) => {
      const url = `postgres://${rest}`;
      const found = problems({ ...LIVE, DATABASE_URL: url, DATABASE_MIGRATION_URL: url });
      expect(found).toEqual([
        expect.stringMatching(/^DATABASE_URL: cannot be read as an address: percent-encode/),
        expect.stringMatching(/^DATABASE_MIGRATION_URL: cannot be read as an address/),
      ]);
      expect(found.join()).not.toContain('ss@');
    },
  );

  test('a live key in a sandbox', () => {
    expect(problems({ ...LIVE, DRAWDOWN_SANDBOX: '1' })).toEqual([expect.stringContaining('dd_live_')]);
  });
});
