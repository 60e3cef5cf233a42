import { defineConfig } from 'vitest/config';

// `unit` needs nothing but the source; `postgres` a server, which it finds or starts; `e2e` the build (`npm run build`)
// and a browser (CHROME_PATH).
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
          exclude: ['test/e2e/**', 'test/**/postgres*.test.ts', 'test/http/zone.test.ts'],
          execArgv: ['--import', './test/support/typescript.mjs'],
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
            'test/http/{amounts,instants,ledger,operations,usage,zone}.test.ts',
          ],
          execArgv: ['--import', './test/support/typescript.mjs'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/postgres*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          execArgv: ['--import', './test/support/typescript.mjs'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          execArgv: ['--import', './test/support/typescript.mjs'],
          // The files share one browser's worth of memory and time: one after the other.
          fileParallelism: false,
        },
      },
    ],
  },
});
