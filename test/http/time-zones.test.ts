import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unusableZones } from '../../server/cli/time-zones.js';
import { openMaintenance } from '../../server/compose/stores.js';
import { newFolder } from '../store/sqlite-file.js';
import { AUTHOR } from '../support/commands.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// A zone by a short name of ICU: `Intl` takes it, and the calendar does not.

const folder = newFolder();
const database = join(folder.path, 'zones.db');
let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = await openSandbox({ database });
  await seed(sandbox);
  // An earlier version stored what it was sent.
  const profile = { id: 'old', name: null, email: null, timeZone: 'PST', locale: null, metadata: {} };
  await sandbox.store.putCustomer(profile, AUTHOR, Date.now());
  await grantTo(sandbox, 'old', '10');
  token = await sandbox.tokenFor('old');
});
afterAll(async () => {
  await sandbox.close();
  folder.remove();
});

const asCustomer = () => ({ authorization: `Bearer ${token}` });

test('refuses a zone that the calendar refuses, on every way in', async () => {
  expect((await sandbox.refused('PUT', '/v1/customers/new', { timeZone: 'PST' })).status).toBe(400);
  expect((await sandbox.refused('PATCH', '/v1/customers/ada', { timeZone: 'JST' })).status).toBe(400);
  for (const path of ['usage?', 'usage.csv?', 'ledger?groupBy=day&']) {
    const query = `${path}creditTypeId=ai-tokens&timeZone=IST`;
    expect((await sandbox.refused('GET', `/v1/customers/old/${query}`)).status).toBe(400);
    expect((await sandbox.refused('GET', `/customer/v1/${query}`, undefined, asCustomer())).status).toBe(400);
  }
});

test.each([
  'usage?creditTypeId=ai-tokens',
  'usage.csv?creditTypeId=ai-tokens',
  'ledger?creditTypeId=ai-tokens&groupBy=day',
])('a stored zone that the calendar refuses counts as UTC: %s', async (path) => {
  for (const [door, headers] of [
    ['/v1/customers/old/', {}],
    ['/customer/v1/', asCustomer()],
  ] as const) {
    const [stored, utc] = await Promise.all(
      [path, `${path}&timeZone=UTC`].map((each) => sandbox.request('GET', door + each, undefined, headers)),
    );
    expect(stored?.status).toBe(200);
    const timeless = (body: unknown) => JSON.stringify(body).replace(/"asOf":"[^"]*"/, '');
    expect(timeless(stored?.body)).toBe(timeless(utc?.body));
  }
});

test('a stored zone that the calendar refuses breaks neither the outlook nor the page', async () => {
  for (const path of ['/v1/customers/old/balances?include=projection']) {
    expect((await sandbox.request('GET', path)).status).toBe(200);
  }
  expect(
    (await sandbox.request('GET', '/customer/v1/balances?include=projection', undefined, asCustomer())).status,
  ).toBe(200);
  const me = await sandbox.request('GET', '/customer/v1/me', undefined, asCustomer());
  expect(me.body['timeZone']).toBe('UTC');
});

test('doctor and import warn of it, with a customer to look at', async () => {
  expect(await unusableZones(openMaintenance(database))).toEqual([
    { severity: 'warning', message: expect.stringMatching(/^1 customers, such as old, .*"PST"/) as unknown },
  ]);
});
