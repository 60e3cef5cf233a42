import { defineConfig } from 'vitest/config';

const isDeep = process.env['DRAWDOWN_DEEP'] === '1';

const OF_THE_BUILD = ['test/cli/**/*.test.ts', 'test/durability/**/*.test.ts'];

// `built`, `postgres` and `e2e` need the present build. `postgres` also finds or starts a server, and `e2e` needs a browser
// (CHROME_PATH).
export default defineConfig({
  test: {
    pool: 'forks',
    // The tests must run on two cores, and the stores and servers under test start more threads.
    maxWorkers: 2,
    // The limits are for tests that hang. A busy machine takes several times as long as an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['server/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/**/postgres*.test.ts', 'test/http/zone.test.ts', ...OF_THE_BUILD],
          execArgv: ['--import', './test/support/threads.mjs'],
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: OF_THE_BUILD,
          exclude: ['test/**/postgres*.test.ts'],
          globalSetup: ['test/support/built-setup.mjs'],
          execArgv: ['--import', './test/support/threads.mjs'],
        },
      },
      {
        extends: true,
        test: {
          // Repeats the tests that involve time in a time zone that is 5:45 ahead of UTC.
          name: 'unit-kathmandu',
          env: { TZ: 'Asia/Kathmandu' },
          include: [
            'server/time/**/*.test.ts',
            'test/time/**/*.test.ts',
            'test/http/{instants,ledger,usage,zone}.test.ts',
            // These tests name no day, so only the deep run repeats them.
            ...(isDeep ? ['test/http/{amounts,operations}.test.ts'] : []),
          ],
          execArgv: ['--import', './test/support/threads.mjs'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/postgres*.test.ts'],
          globalSetup: ['test/support/built-setup.mjs', 'test/support/postgres-setup.ts'],
          execArgv: ['--import', './test/support/threads.mjs'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/built-setup.mjs'],
          execArgv: ['--import', './test/support/threads.mjs'],
        },
      },
    ],
  },
});
