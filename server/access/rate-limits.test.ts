import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CustomerCaller } from './customer-tokens.js';
import type { HostCaller } from './api-keys.js';
import { DEFAULT_RATE_LIMITS } from './rate-limit-terms.js';
import { createRateLimits } from './rate-limits.js';

const key = (id: string): HostCaller => ({ id, name: id, scopes: new Set() });
const customer = (customerId: string, userId: string): CustomerCaller => ({
  ...{ customerId, userId, scopes: new Set(), issuedAtMs: 0, expiresAtMs: 0 },
});
const times = async (count: number, take: () => Promise<unknown> | null) => {
  for (let taken = 0; taken < count; taken += 1) await take();
};

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

test('a key may send its share in ten seconds, and then the next share', async () => {
  const limits = createRateLimits({ key: 2, customer: 1, wrongKey: 0 });
  await times(20, () => limits.take(key('a')));
  vi.advanceTimersByTime(4_500);
  await expect(limits.take(key('a'))).rejects.toMatchObject({
    name: 'RateLimited',
    headers: { 'retry-after': '6', ratelimit: '"key";r=0;t=6', 'ratelimit-policy': '"key";q=20;w=10' },
  });
  await times(20, () => limits.take(key('b')));
  vi.advanceTimersByTime(5_501);
  await times(20, () => limits.take(key('a')));
  await expect(limits.take(key('a'))).rejects.toMatchObject({ name: 'RateLimited' });
});

test('all tokens of a customer count together, apart from keys and from other customers', async () => {
  const limits = createRateLimits({ key: 1, customer: 1, wrongKey: 0 });
  await times(5, () => limits.take(customer('ada', 'u1')));
  await times(5, () => limits.take(customer('ada', 'u2')));
  await expect(limits.take(customer('ada', 'u3'))).rejects.toMatchObject({ name: 'RateLimited' });
  await times(10, () => limits.take(customer('bob', 'u1')));
  await times(10, () => limits.take(key('ada')));
});

test('wrong keys are counted together and apart from keys that are known', async () => {
  const limits = createRateLimits({ key: 1, customer: 1, wrongKey: 2 });
  await times(20, () => limits.takeWrongKey());
  await expect(limits.takeWrongKey()).rejects.toMatchObject({ name: 'RateLimited', headers: { 'retry-after': '10' } });
  await times(10, () => limits.take(key('a')));
});

test('0 takes any number', () => {
  const limits = createRateLimits({ key: 0, customer: 0, wrongKey: 0 });
  expect(limits.take(key('a'))).toBeNull();
  expect(limits.take(customer('ada', 'u1'))).toBeNull();
  expect(limits.takeWrongKey()).toBeNull();
});

test('what is added counts for later requests, and refuses none itself', async () => {
  const limits = createRateLimits({ key: 1, customer: 1, wrongKey: 0 });
  await limits.take(key('a'));
  await limits.add(key('a'), 8);
  await limits.take(key('a'));
  await expect(limits.take(key('a'))).rejects.toMatchObject({ name: 'RateLimited' });
  await limits.add(key('a'), 1_000);
  vi.advanceTimersByTime(10_001);
  await limits.take(key('a'));
  expect(limits.add(key('a'), 0)).toBeNull();
});

test.each([
  ['key', key('a'), 200_000],
  ['customer', customer('ada', 'u1'), 1_000],
])('the default limit of a %s is taken to its last request', async (name, caller, requests) => {
  const limits = createRateLimits(DEFAULT_RATE_LIMITS);
  await limits.add(caller, requests - 1);
  await limits.take(caller);
  await expect(limits.take(caller)).rejects.toMatchObject({
    headers: { 'ratelimit-policy': `"${name}";q=${requests};w=10` },
  });
});
