import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

/** 2026-08-01T00:00:00Z */
const START_MS = 1_785_542_400_000;
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

let sandbox: Sandbox;
let customer = 'ada';
let customers = 0;
let nowMs = START_MS;

beforeAll(async () => {
  // Results must be correct without any jobs.
  sandbox = await openSandbox({ jobs: false });
  await seed(sandbox);
  await moveTo(START_MS);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  customer = `customer-${(customers += 1)}`;
  await must('PUT', `/v1/customers/${customer}`, {});
  // The tests share a clock that only moves forward.
  await moveTo(nowMs + HOUR_MS);
});

async function must<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await sandbox.request<T>(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function moveTo(ms: number): Promise<void> {
  await must('POST', '/v1/test-clock', { now: iso(ms) });
  nowMs = ms;
}

const give = (amount: string, more: Readonly<Record<string, unknown>>) =>
  must<{ id: string }>('POST', '/v1/grants', {
    ...{ customerId: customer, creditTypeId: 'ai-tokens', amount, category: 'paid', ...more },
  });
const balance = async () => (await must('GET', `/v1/customers/${customer}/balances/ai-tokens`))['balance'];
const statuses = async () =>
  (await must<{ data: { status: string }[] }>('GET', `/v1/grants?customerId=${customer}`)).data.map(
    ({ status }) => status,
  );
const ledger = async () =>
  (
    await must<{ data: { type: string; at: string; delta: string }[] }>(
      'GET',
      `/v1/customers/${customer}/ledger?creditTypeId=ai-tokens&order=asc`,
    )
  ).data.map(({ type, at, delta }) => `${type} ${delta} ${Date.parse(at) - nowMs}`);
let reports = 0;
const burn = async (quantity: string) =>
  (
    await sandbox.request('POST', '/v1/events', {
      ...{ customerId: customer, featureId: 'emails', quantity, enforce: true, idempotencyKey: `b${(reports += 1)}` },
    })
  ).status;

/** Results must not depend on whether the test clock or passing time reached the instant. */
describe.each([
  ['time passes', moveQuietly],
  ['the test clock passes due instants', moveTo],
])('to the millisecond, where %s', (_, move) => {
  test('a grant exists at effectiveAt and not before', async () => {
    const at = nowMs + HOUR_MS;
    const { id } = await give('10', { effectiveAt: iso(at) });
    await move(at - 1);
    expect([await balance(), await burn('1'), await statuses()]).toEqual(['0', 402, ['scheduled']]);
    await move(at);
    expect([await balance(), await burn('1'), await statuses()]).toEqual(['10', 200, ['active']]);
    await move(at + 1);
    expect([await balance(), await burn('9'), await statuses()]).toEqual(['9', 200, ['depleted']]);
    expect(await ledger()).toEqual([`granted 0 ${-HOUR_MS - 1}`, 'activated 10 -1', 'consumed -1 -1', 'consumed -9 0']);
    expect(await must('GET', `/v1/grants/${id}`)).toMatchObject({ status: 'depleted', remaining: '0' });
  });

  test('a grant is gone at expiresAt and exists just before', async () => {
    const at = nowMs + HOUR_MS;
    await give('10', { expiresAt: iso(at) });
    await move(at - 1);
    expect([await balance(), await burn('1'), await statuses()]).toEqual(['10', 200, ['active']]);
    await move(at);
    expect([await balance(), await burn('1'), await statuses()]).toEqual(['0', 402, ['expired']]);
    await move(at + 1);
    expect([await balance(), await burn('1'), await statuses()]).toEqual(['0', 402, ['expired']]);
    expect(await ledger()).toEqual([`granted 10 ${-HOUR_MS - 1}`, 'consumed -1 -2', 'expired -9 -1']);
  });

  test('entries carry their due time, however late they are read', async () => {
    const at = nowMs + HOUR_MS;
    await give('10', { effectiveAt: iso(at), expiresAt: iso(at + 2) });
    await move(at + HOUR_MS);
    expect(await ledger()).toEqual([
      `granted 0 ${-2 * HOUR_MS}`,
      `activated 10 ${-HOUR_MS}`,
      `expired -10 ${2 - HOUR_MS}`,
    ]);
  });

  test('a grant that ends as another starts leaves no gap and no overlap', async () => {
    const at = nowMs + HOUR_MS;
    await give('10', { expiresAt: iso(at) });
    await give('20', { effectiveAt: iso(at) });
    const seen: unknown[] = [];
    for (const ms of [at - 1, at, at + 1]) {
      await move(ms);
      seen.push(await balance());
    }
    expect(seen).toEqual(['10', '20', '20']);
  });
});

/** Sets the clock as passing time would without jobs: nothing is written and no stream is notified until a read. */
async function moveQuietly(ms: number): Promise<void> {
  const clock = sandbox.engine.clock as typeof sandbox.engine.clock & { standAt(ms: number): void };
  clock.standAt(ms);
  nowMs = ms;
  await Promise.resolve();
}
