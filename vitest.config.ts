import { defineConfig } from 'vitest/config';

const isDeep = process.env['DRAWDOWN_DEEP'] === '1';

/** Tests of the built package and of the built command. */
const OF_THE_BUILD = ['test/cli/**/*.test.ts', 'test/durability/**/*.test.ts'];

// `unit` needs nothing but the source; `built` the build (`npm run build`); `postgres` the build and a server, which it
// finds or starts; `e2e` the build and a browser (CHROME_PATH). None of them accepts an old build.
export default defineConfig({
  test: {
    pool: 'forks',
    // Two cores, and stores and servers bring threads of their own.
    maxWorkers: 2,
    // Only what hangs is ended by them: a machine with other work to do takes several times as long.
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
          // What speaks of time, once more on a machine whose clock is 5:45 ahead.
          name: 'unit-kathmandu',
          env: { TZ: 'Asia/Kathmandu' },
          include: [
            'server/time/**/*.test.ts',
            'test/time/**/*.test.ts',
            'test/http/{instants,ledger,usage,zone}.test.ts',
            // What names no day: only the deep run holds it against another zone.
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
          // The files share one browser's worth of memory and time: one after the other.
          fileParallelism: false,
        },
      },
    ],
  },
});
