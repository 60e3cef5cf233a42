import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest, grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// semantics: Time. Invalid instants are refused, equal instants may be spelled differently, and the zone of the machine
// has no effect. This file runs in UTC and in Asia/Kathmandu.

let sandbox: Sandbox;
let before: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await grantTo(sandbox, 'ada', '100');
  before = await digest(sandbox, 'ada');
});
afterAll(() => sandbox.close());

const NO_INSTANT = [
  '2027-02-30T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T23:59:60Z',
  '2027-01-01T00:00:00',
  '2027-01-01T00:00:00+24:00',
  '2027-01-01T00:00:00+4:00',
  '2027-01-01',
  '01.01.2027',
  'tomorrow',
  '1798761600',
  '1798761600000',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '',
  1_798_761_600_000,
  8.64e15 + 1,
  null,
  true,
];

describe.each([
  ['the expiry of a grant', 'POST', '/v1/grants', (at: unknown) => ({ ...grant, expiresAt: at })],
  ['the start of a grant', 'POST', '/v1/grants', (at: unknown) => ({ ...grant, effectiveAt: at })],
  ['the time of an event', 'POST', '/v1/events', (at: unknown) => ({ ...event, timestamp: at })],
] as const)('%s', (_where, method, path, body) => {
  test.each(NO_INSTANT)('refuses %j', async (at) => {
    const answer = await sandbox.refused(method, path, body(at));
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(await digest(sandbox, 'ada')).toBe(before);
  });
});
const grant = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '1', category: 'paid' };
const event = { customerId: 'ada', featureId: 'emails', idempotencyKey: 'k' };

test.each(NO_INSTANT.filter((at) => typeof at === 'string' && at !== ''))('refuses a filter of %s', async (at) => {
  const path = `/v1/customers/ada/ledger?creditTypeId=ai-tokens&from=${encodeURIComponent(String(at))}`;
  expect((await sandbox.refused('GET', path)).status).toBe(400);
});

test('refuses a grant that ends before its start or in the past', async () => {
  const later = new Date(Date.now() + 86_400_000).toISOString();
  const after = new Date(Date.now() + 90_000_000).toISOString();
  for (const dates of [
    { effectiveAt: after, expiresAt: later },
    { effectiveAt: later, expiresAt: later },
    { expiresAt: '2020-01-01T00:00:00Z' },
  ]) {
    expect((await sandbox.refused('POST', '/v1/grants', { ...grant, ...dates })).status).toBe(400);
  }
  expect(await digest(sandbox, 'ada')).toBe(before);
});

test('equal instants in any spelling give the same rows', async () => {
  const rows = async (from: string) => {
    const path = `/v1/customers/ada/ledger?creditTypeId=ai-tokens&from=${encodeURIComponent(from)}`;
    return (await sandbox.request<{ data: { at: string }[] }>('GET', path)).body.data;
  };
  const [entry] = await rows('2020-01-01T00:00:00Z');
  const at = Date.parse(entry?.at ?? '');
  const shifted = (ms: number, hours: number) =>
    new Date(ms + hours * 3_600_000).toISOString().replace('Z', `${hours < 0 ? '-' : '+'}0${Math.abs(hours)}:00`);
  for (const hours of [4, -7]) {
    expect(await rows(shifted(at, hours))).toEqual([entry]);
    expect(await rows(shifted(at + 1, hours))).toEqual([]);
  }
});

test('a grant returns the instant that was sent', async () => {
  const own = await grantTo(sandbox, 'bob', '1', { expiresAt: '2031-03-04T05:45:00.123+05:45' });
  expect(own['expiresAt']).toBe('2031-03-04T00:00:00.123Z');
});
