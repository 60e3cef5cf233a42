import Database from 'better-sqlite3';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApiKeys } from '../../server/access/api-keys.js';
import { createHttpApp } from '../../server/http/app.js';
import { createCustomerTokens } from '../../server/access/customer-tokens.js';
import type { Store } from '../../server/store/ports/store.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { newFolder } from '../store/sqlite-file.js';
import { openSandbox, type Sandbox, SECRET } from '../support/sandbox.js';
import { UNCOUNTED } from '../support/uncounted.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const over = (schemaIsCurrent: Store['schemaIsCurrent'], isSteady = true, findings: number | null = null) => {
  const store: Store = { ...sandbox.store, schemaIsCurrent };
  const logger = pino({ enabled: false });
  return createHttpApp({
    store,
    engine: { ...sandbox.engine, clock: { ...sandbox.engine.clock, steady: () => isSteady } },
    apiKeys: createApiKeys({ credentials: store, mode: 'test', bootstrapKey: sandbox.apiKey, logger }),
    tokens: createCustomerTokens({ secrets: [SECRET], mode: 'test', cutOffs: store.tokenCutOffs }),
    sandbox: null,
    allowedOrigins: [],
    eventWindowDays: 35,
    widgetsFolder: null,
    logger,
    ...UNCOUNTED,
    inspection: () => (findings === null ? null : { findings }),
    openStream: (c) => c.body(null),
    endStreams: () => undefined,
  });
};
const readyz = async (app: { request: Sandbox['app']['request'] }) => {
  const response = await app.request('/readyz');
  return [response.status, (await response.json()) as { status: string; checks: typeof fine }] as const;
};
const fine = { store: 'ok', migrations: 'ok', clock: 'ok', ledger: 'unknown' };

test('a working server is ready', async () => {
  expect(await readyz(sandbox.app)).toEqual([200, { status: 'ready', checks: fine }]);
});

test.each([
  [0, 'ok'],
  [2, 'unsound'],
])('with %i findings in the ledger it is ready and reports %s', async (findings, ledger) => {
  const app = over(() => Promise.resolve(true), true, findings);
  expect(await readyz(app)).toEqual([200, { status: 'ready', checks: { ...fine, ledger } }]);
});

test.each([
  ['the store does not answer', () => Promise.reject(new StoreUnavailable('at 10.0.0.7:5432')), true],
  ['the store fails in another way', () => Promise.reject(new Error('password wrong for drawdown')), true],
  ['another version migrated the store', () => Promise.resolve(false), true],
  ['the clock jumped', () => Promise.resolve(true), false],
])('is not ready when %s, and reveals nothing else', async (_, schemaIsCurrent, isSteady) => {
  const [status, body] = await readyz(over(schemaIsCurrent, isSteady));
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: 'not_ready' });
  const { checks } = body;
  expect(Object.keys(checks)).toEqual(Object.keys(fine));
  expect(
    Object.values(checks).every((check) => ['ok', 'unavailable', 'unknown', 'other_version', 'jumped'].includes(check)),
  ).toBe(true);
  expect(checks).not.toEqual(fine);
});

test('it is not ready when the store answers and takes no writes', async () => {
  const folder = newFolder();
  const database = join(folder.path, 'ledger.db');
  const readOnly = await openSandbox({ database });
  const file = new Database(database);
  file.exec("CREATE TRIGGER full BEFORE INSERT ON leases BEGIN SELECT RAISE(ABORT, 'no room'); END");
  const checks = { ...fine, store: 'unavailable', migrations: 'unknown' };
  expect(await readyz(readOnly.app)).toEqual([503, { status: 'not_ready', checks }]);
  file.exec('DROP TRIGGER full');
  // The answer is kept for a second.
  await expect.poll(() => readyz(readOnly.app)).toEqual([200, { status: 'ready', checks: fine }]);
  file.close();
  await readOnly.close();
  folder.remove();
});

test('stays alive when it is not ready', async () => {
  expect((await over(() => Promise.reject(new Error('gone'))).request('/healthz')).status).toBe(200);
});

test('asks the store once a second, however many ask for it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const schemaIsCurrent = vi.fn(() => Promise.resolve(true));
  const app = over(schemaIsCurrent);
  await Promise.all([readyz(app), readyz(app)]);
  vi.advanceTimersByTime(999);
  expect((await readyz(app))[0]).toBe(200);
  expect(schemaIsCurrent).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  schemaIsCurrent.mockResolvedValue(false);
  expect((await readyz(app))[0]).toBe(503);
  expect(schemaIsCurrent).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
