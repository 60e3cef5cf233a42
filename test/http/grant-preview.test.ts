import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grant, GrantPreview } from '../../server/contract/index.js';
import { CREDIT_TYPE, digest, grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
let customerId: string;
let before: string;
let people = 0;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/test-clock', { now: '2030-01-01T00:00:00Z' });
});
beforeEach(async () => {
  customerId = `person-${(people += 1)}`;
  await sandbox.request('PUT', `/v1/customers/${customerId}`, {});
});
afterAll(() => sandbox.close());

const terms = (more: object = {}) => ({
  customerId,
  creditTypeId: 'ai-tokens',
  amount: '50',
  category: 'paid',
  ...more,
});
const use = (quantity: number) =>
  sandbox.request('POST', '/v1/events', { customerId, featureId: 'emails', quantity, idempotencyKey: 'used' });
const unkeyed = { 'idempotency-key': '' };

/** Previews a grant, checks that the preview changed nothing, then makes the grant and compares the result. */
async function previewed(more: object = {}): Promise<GrantPreview> {
  before = await digest(sandbox, customerId);
  const { status, body } = await sandbox.request<GrantPreview>('POST', '/v1/grants/preview', terms(more), unkeyed);
  expect([status, body]).toEqual([200, body]);
  expect(await digest(sandbox, customerId)).toBe(before);
  const { body: made } = await sandbox.request<Grant>('POST', '/v1/grants', terms(more));
  const { amount, effectiveAt, expiresAt, position, repaid, resourceId } = body;
  expect(made).toMatchObject({ status: body.status, amount, effectiveAt, expiresAt, position, resourceId });
  expect(made.consumed).toBe(repaid);
  const pool = await sandbox.request('GET', `/v1/customers/${customerId}/balances/ai-tokens`);
  const { balance, available, overdraft } = body;
  expect(pool.body).toMatchObject({
    ...{ balance: balance.after, available: available.after, overdraft: overdraft.after },
  });
  return body;
}

describe('a preview says what the grant then does', () => {
  test('in a pool with other grants: its place, the balance before and after, the price', async () => {
    await grantTo(sandbox, customerId, '10', { priority: 1 });
    await grantTo(sandbox, customerId, '20');
    await use(3);
    const unitCost = { amount: '0.0125', currency: 'EUR' };
    expect(await previewed({ amount: '50.2', priority: 7, unitCost, expiresAt: '2031-01-01T00:00:00Z' })).toEqual({
      ...{ customerId, creditTypeId: 'ai-tokens', resourceId: null, amount: '50.2', status: 'active', position: 2 },
      ...{ effectiveAt: '2030-01-01T00:00:00.000Z', expiresAt: '2031-01-01T00:00:00.000Z', repaid: '0' },
      balance: { before: '27', after: '77.2' },
      available: { before: '27', after: '77.2' },
      overdraft: { before: '0', after: '0' },
      // 62.75 cents, rounded.
      price: { amount: '63', currency: 'EUR' },
    });
  });

  test('in a pool with overdraft: the repaid part, up to the whole grant', async () => {
    await use(15);
    const owing = await previewed({ amount: '5' });
    expect(owing).toMatchObject({ status: 'depleted', position: null, repaid: '5', price: null });
    expect(owing).toMatchObject({
      balance: { before: '-15', after: '-10' },
      overdraft: { before: '15', after: '10' },
    });
    const paid = await previewed();
    expect(paid).toMatchObject({ status: 'active', position: 1, repaid: '10' });
    expect(paid).toMatchObject({ balance: { before: '-10', after: '40' }, overdraft: { before: '10', after: '0' } });
  });

  test.each([
    ['scheduled', { effectiveAt: '2030-06-01T00:00:00+02:00' }],
    ['pending', { payment: { mode: 'external', reference: 'inv_1' } }],
  ])('%s: no credits move yet', async (status, more) => {
    await grantTo(sandbox, customerId, '10');
    expect(await previewed(more)).toMatchObject({
      ...{ status, position: null, repaid: '0', balance: { before: '10', after: '10' } },
      ...{ available: { before: '10', after: '10' }, overdraft: { before: '0', after: '0' } },
    });
  });

  test('in the currency of the price', async () => {
    const price = async (currency: string) => (await previewed({ unitCost: { amount: '1.5', currency } })).price;
    expect(await price('JPY')).toEqual({ amount: '75', currency: 'JPY' });
    expect(await price('HUF')).toEqual({ amount: '7500', currency: 'HUF' });
    expect(await price('KWD')).toEqual({ amount: '75000', currency: 'KWD' });
  });
});

describe('a preview refuses what the grant would be refused', () => {
  const archived = { ...CREDIT_TYPE, id: 'old-tokens' };
  const nobody = { customerId: 'nobody' };
  beforeAll(async () => {
    await sandbox.request('POST', '/v1/credit-types', archived);
    await sandbox.request('POST', '/v1/credit-types/old-tokens/archive');
  });

  test.each<[what: string, more: object, expected: [number, string, string?]]>([
    ['an archived credit type', { creditTypeId: 'old-tokens' }, [409, 'credit_type_archived']],
    ['an unknown credit type', { creditTypeId: 'unknown' }, [404, 'not_found']],
    ['an unknown customer', nobody, [404, 'not_found']],
    ['more than a pool can hold', { amount: '1000000000000' }, [422, 'amount_out_of_range']],
    ['a payment that funded a grant', { payment: { reference: 'pi_1' } }, [409, 'payment_reference_used']],
    ['a promotion without a reason', { category: 'promotional' }, [400, 'invalid_request', 'reason']],
    ['an end in the past', { expiresAt: '2029-12-31T00:00:00Z' }, [400, 'invalid_request', 'expiresAt']],
    [
      'an unknown currency',
      { unitCost: { amount: '1', currency: 'ZZZ' } },
      [400, 'invalid_request', 'unitCost.currency'],
    ],
  ])('%s', async (_what, more, [status, code, path]) => {
    await grantTo(sandbox, customerId, '1', { payment: { reference: 'pi_1' } });
    // After these grants, the pool's range has no room for another one.
    for (let i = 0; i < 8; i += 1) await grantTo(sandbox, customerId, '1000000000000');
    before = await digest(sandbox, customerId);
    for (const [route, headers] of [
      ['/v1/grants/preview', unkeyed],
      ['/v1/grants', {}],
    ] as const) {
      const refused = await sandbox.refused('POST', route, terms(more), headers);
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(refused.body.errors?.map((error) => error.path)).toEqual(path === undefined ? undefined : [path]);
    }
    expect(await digest(sandbox, customerId)).toBe(before);
  });
});
