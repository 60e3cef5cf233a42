import { afterAll, beforeAll, expect, test } from 'vitest';
import { allEntries } from '../store/digest.js';
import { hasBalance, type StreamServer, serveSandbox } from '../streaming/served.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { grantTo } from '../support/sandbox.js';

let database: TestDatabase;
let one: StreamServer;
let other: StreamServer;

beforeAll(async () => {
  database = await newDatabase();
  const open = () => serveSandbox({ database: { url: database.url }, jobs: false });
  [one, other] = [await open(), await open()];
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

const DAY_MS = 86_400_000;
const START_MS = Date.now() + DAY_MS;
const at = (days: number) => new Date(START_MS + days * DAY_MS).toISOString();
const move = (through: StreamServer, days: number) => through.request('POST', '/v1/test-clock', { now: at(days) });
const read = async (through: StreamServer) => (await through.request('GET', '/v1/test-clock')).body;
const balance = async (through: StreamServer) =>
  (await through.request('GET', '/v1/customers/ada/balances/ai-tokens')).body['balance'];

test('a clock moved on one instance stands on the others, and due entries are written', async () => {
  expect((await move(one, 0)).status).toBe(200);
  expect(await read(other)).toEqual({ now: at(0), standing: true });
  await grantTo(other, 'ada', '10', { expiresAt: at(2) });
  await grantTo(one, 'ada', '5', { effectiveAt: at(1) });
  expect([await balance(one), await balance(other)]).toEqual(['10', '10']);

  expect((await move(other, 3)).status).toBe(200);
  // Due entries are written without any read, each at its own instant.
  const entries = await allEntries(one.store, { customerId: 'ada', creditTypeId: 'ai-tokens', resourceId: '' });
  expect(entries.map(({ type, atMs }) => [type, new Date(atMs).toISOString()])).toEqual([
    ['granted', at(0)],
    ['granted', at(0)],
    ['activated', at(1)],
    ['expired', at(2)],
  ]);
  expect([await balance(one), await balance(other)]).toEqual(['5', '5']);
  expect(await read(one)).toEqual({ now: at(3), standing: true });
});

test('two instances that move the clock at once never move it back', async () => {
  const answers = await Promise.all([move(one, 5), move(other, 4), move(one, 4.5), move(other, 5.5)]);
  expect(answers.every(({ status }) => [200, 422].includes(status))).toBe(true);
  expect(answers[3].status).toBe(200);
  expect([await read(one), await read(other)]).toEqual(Array(2).fill({ now: at(5.5), standing: true }));
});

test('a stream on another instance receives changes from the moved clock', async () => {
  const reader = await other.watch('ada');
  await grantTo(one, 'ada', '7', { expiresAt: at(7) });
  await reader.next(hasBalance('12'));
  await move(one, 8);
  await reader.next(hasBalance('5'));
  reader.hangUp();
});

test('no instance releases the clock while it stands ahead', async () => {
  expect((await other.request('DELETE', '/v1/test-clock')).status).toBe(422);
  expect(await read(one)).toEqual({ now: at(8), standing: true });
});
