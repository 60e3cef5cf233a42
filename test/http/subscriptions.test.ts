import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
type Item = Record<string, unknown> & { id: string };

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  const { id: _id, ...terms } = PLAN;
  const priced = (credits: number) => [{ featureId: 'emails', credits, units: 1 }];
  await sandbox.request('POST', '/v1/plans', { ...PLAN, consumption: priced(2) });
  await sandbox.request('POST', '/v1/plans/pro/publish');
  await sandbox.request('PUT', '/v1/plans/pro/draft', { ...terms, consumption: priced(3) });
  await sandbox.request('POST', '/v1/plans/pro/publish');
  await sandbox.request('PUT', '/v1/plans/pro/draft', { ...terms, consumption: priced(4) });
  await sandbox.request('POST', '/v1/plans', { ...PLAN, id: 'team', consumption: priced(7) });
  await sandbox.request('POST', '/v1/plans/team/publish');
});
afterAll(() => sandbox.close());

const subscribe = async (customerId: string, more: object = {}) =>
  (await sandbox.request<Item>('POST', '/v1/subscriptions', { customerId, planId: 'pro', ...more })).body;
const code = async (...args: Parameters<Sandbox['refused']>) => {
  const { status, body } = await sandbox.refused(...args);
  return [status, body.code];
};
let reports = 0;
const costOf = async (customerId: string) => {
  const usage = { customerId, featureId: 'emails', idempotencyKey: `report ${(reports += 1)}` };
  const { body } = await sandbox.request<{ charges: Item[] }>('POST', '/v1/events', usage);
  return body.charges.map(({ amount, planId, planVersion }) => [amount, planId, planVersion]);
};

test('a subscription moves between plans and versions, and later usage follows its prices', async () => {
  const made = await subscribe('ada');
  expect(made).toMatchObject({ planVersion: 2, status: 'active', cancelledAt: null });
  expect(await costOf('ada')).toEqual([['3', 'pro', 2]]);
  const path = `/v1/subscriptions/${made.id}/change-plan`;
  const moved = await sandbox.request('POST', path, { planId: 'pro', version: 1 });
  expect([moved.status, moved.body]).toEqual([200, { ...made, planVersion: 1 }]);
  expect(await costOf('ada')).toEqual([['2', 'pro', 1]]);
  const other = await sandbox.request('POST', path, { planId: 'team' });
  expect(other.body).toEqual({ ...made, planId: 'team', planVersion: 1 });
  expect((await sandbox.request('GET', `/v1/subscriptions/${made.id}`)).body).toEqual(other.body);
  expect(await costOf('ada')).toEqual([['7', 'team', 1]]);

  expect(await code('POST', path, { planId: 'none' })).toEqual([404, 'not_found']);
  expect(await code('POST', path, { planId: 'pro', version: 9 })).toEqual([404, 'not_found']);
  expect(await code('POST', path, { planId: 'pro', version: 3 })).toEqual([409, 'plan_not_published']);
  for (const version of [0, -1, 1.5, '1']) {
    expect(await code('POST', path, { planId: 'pro', version })).toEqual([400, 'invalid_request']);
  }
  expect(await code('POST', '/v1/subscriptions/sub_none/change-plan', { planId: 'pro' })).toEqual([404, 'not_found']);
  expect(await costOf('ada')).toEqual([['7', 'team', 1]]);
});

test('a change happens once per key, and its key is bound to one subscription', async () => {
  const made = await subscribe('bob');
  const path = `/v1/subscriptions/${made.id}/change-plan`;
  const headers = { 'idempotency-key': 'move' };
  const first = await sandbox.request('POST', path, { planId: 'team' }, headers);
  await sandbox.request('POST', path, { planId: 'pro' });
  const replay = await sandbox.request('POST', path, { planId: 'team' }, headers);
  expect([replay.body, replay.headers.get('idempotency-replayed')]).toEqual([first.body, 'true']);
  expect((await sandbox.request('GET', `/v1/subscriptions/${made.id}`)).body).toMatchObject({ planId: 'pro' });
  const conflict = [409, 'idempotency_conflict'];
  expect(await code('POST', path, { planId: 'pro' }, headers)).toEqual(conflict);
  const second = await subscribe('bob');
  expect(await code('POST', `/v1/subscriptions/${second.id}/change-plan`, { planId: 'team' }, headers)).toEqual(
    conflict,
  );
});

test('a cancelled subscription prices nothing and stays readable', async () => {
  await sandbox.request('PUT', '/v1/customers/eve', {});
  const older = await subscribe('eve', { planId: 'team' });
  const made = await subscribe('eve');
  expect(await costOf('eve')).toEqual([['3', 'pro', 2]]);
  const path = `/v1/subscriptions/${made.id}`;
  const cancelled = await sandbox.request('POST', `${path}/cancel`, { at: 'now' });
  expect(cancelled.body).toMatchObject({ ...made, status: 'cancelled', cancelledAt: expect.any(String) as unknown });
  expect((await sandbox.request('POST', `${path}/cancel`, { at: 'now' })).body).toEqual(cancelled.body);
  expect((await sandbox.request('GET', path)).body).toEqual(cancelled.body);
  expect(await costOf('eve')).toEqual([['7', 'team', 1]]);
  await sandbox.request('POST', `/v1/subscriptions/${older.id}/cancel`, { at: 'now' });
  // Without a plan, the default rate of the feature applies.
  expect(await costOf('eve')).toEqual([['1', null, null]]);
  for (const body of [{}, { at: 'periodEnd' }, { at: null }]) {
    expect(await code('POST', `${path}/cancel`, body)).toEqual([400, 'invalid_request']);
  }
  expect(await code('POST', '/v1/subscriptions/sub_none/cancel', { at: 'now' })).toEqual([404, 'not_found']);
});

test('a scheduled subscription can be moved and cancelled before its start', async () => {
  await sandbox.request('PUT', '/v1/customers/finn', {});
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  const made = await subscribe('finn', { startAt });
  const path = `/v1/subscriptions/${made.id}`;
  const moved = await sandbox.request('POST', `${path}/change-plan`, { planId: 'team' });
  expect(moved.body).toMatchObject({ planId: 'team', status: 'scheduled', startAt });
  await sandbox.request('POST', `${path}/cancel`, { at: 'now' });
  await sandbox.request('POST', '/v1/test-clock', { now: startAt });
  expect((await sandbox.request('GET', path)).body).toMatchObject({ status: 'cancelled' });
  expect(await costOf('finn')).toEqual([['1', null, null]]);
});
