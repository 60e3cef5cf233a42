import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem, Usage } from '../../server/contract/index.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
const PATH = '/v1/customers/ada/usage?creditTypeId=ai-tokens';
const DAY_MS = 86_400_000;
let now: number;

const iso = (ms: number) => new Date(ms).toISOString();
const usage = async (query = '', path = PATH) => {
  const answer = await sandbox.request<Usage>('GET', path + query);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body;
};
const used = ({ series }: Usage) => series.map(({ key, total }) => [key, total]);

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  // Berlin's clocks change within the month.
  now = Date.parse('2026-11-05T12:07:00Z');
  await sandbox.request('POST', '/v1/test-clock', { now: iso(now) });
  const report = (quantity: string, timestamp: number, more: object = {}) =>
    sandbox.request('POST', '/v1/events', {
      ...{ customerId: 'ada', featureId: 'emails', quantity, timestamp: iso(timestamp) },
      ...{ idempotencyKey: `${quantity} at ${timestamp}`, ...more },
    });
  await report('1', now, { userId: 'ben' });
  await report('2.5', now - DAY_MS, { userId: 'zoe' });
  await report('4', now - 6 * DAY_MS);
  await report('8', now - 7 * DAY_MS);
  await report('16', now - 20 * DAY_MS);
  await report('3000', now, { featureId: 'tokens-used' });
});
afterAll(() => sandbox.close());

test('without a range, answers the last seven days including today', async () => {
  const body = await usage();
  expect(body).toMatchObject({
    ...{ creditTypeId: 'ai-tokens', resourceId: null, interval: 'day', groupBy: 'feature', timeZone: 'Europe/Berlin' },
    ...{ from: '2026-10-29T23:00:00.000Z', to: '2026-11-05T23:00:00.000Z' },
    ...{ previousFrom: '2026-10-22T22:00:00.000Z', previousTotal: '8', asOf: iso(now) },
  });
  expect(body.buckets).toHaveLength(7);
  const shown = { isOther: false, createdAt: expect.any(String) as unknown };
  const days = { emails: ['4', '0', '0', '0', '0', '2.5', '1'], tokens: ['0', '0', '0', '0', '0', '0', '3'] };
  expect(body.series).toEqual([
    { ...shown, key: 'emails', name: 'Emails', colorSlot: 1, total: '7.5', values: days.emails },
    { ...shown, key: 'tokens-used', name: 'Tokens', colorSlot: 2, total: '3', values: days.tokens },
  ]);
  expect(body.total).toBe('10.5');
});

test('a late event counts when it happened', async () => {
  const before = await usage('&interval=hour&from=2026-11-01T00:00:00Z&to=2026-11-01T06:00:00Z');
  const late = { customerId: 'ada', featureId: 'emails', quantity: '0.25', timestamp: '2026-11-01T02:20:00Z' };
  await sandbox.request('POST', '/v1/events', { ...late, idempotencyKey: 'late' });
  const after = await usage('&interval=hour&from=2026-11-01T00:00:00Z&to=2026-11-01T06:00:00Z');
  expect(before.series).toEqual([]);
  expect(after.series[0]?.values).toEqual(['0', '0', '0.25', '0', '0', '0']);
});

describe('grouping and filters', () => {
  const nobody = { key: null, name: null, colorSlot: null, createdAt: null, isOther: false };
  const month = '&from=2026-10-15T00:00:00Z&to=2026-11-06T00:00:00Z';

  test('groups by user, including no user, by week and by month', async () => {
    expect(used(await usage(`${month}&groupBy=user`))).toEqual([
      [null, '31.25'],
      ['zoe', '2.5'],
      ['ben', '1'],
    ]);
    const [all] = (await usage(`${month}&groupBy=none&interval=month&timeZone=UTC`)).series;
    expect(all).toEqual({ ...nobody, total: '34.75', values: ['28', '6.75'] });
    expect((await usage(`${month}&interval=week`)).buckets).toEqual([
      '2026-10-15T00:00:00.000Z',
      '2026-10-18T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-11-01T23:00:00.000Z',
    ]);
    expect((await usage('&groupBy=none&resourceId=room')).series).toEqual([
      { ...nobody, total: '0', values: Array(7).fill('0') },
    ]);
  });

  test('filters by feature, by user and by no user', async () => {
    expect(used(await usage(`${month}&featureId=tokens-used`))).toEqual([['tokens-used', '3']]);
    expect(used(await usage(`${month}&userId=ben`))).toEqual([['emails', '1']]);
    expect((await usage(`${month}&userId=`)).total).toBe('31.25');
    expect((await usage(`${month}&featureId=nothing`)).series).toEqual([]);
  });

  test('widens the range to quarter hours', async () => {
    const body = await usage('&from=2026-11-05T12:01:00Z&to=2026-11-05T12:08:00Z');
    expect(body).toMatchObject({ from: '2026-11-05T12:00:00.000Z', to: '2026-11-05T12:15:00.000Z', total: '4' });
    expect(body.previousFrom).toBe('2026-11-05T11:45:00.000Z');
  });

  test('lists at most a hundred series and sums the others', async () => {
    const events = Array.from({ length: 103 }, (_, index) => `user-${String(index).padStart(3, '0')}`).map((userId) =>
      sandbox.request('POST', '/v1/events', {
        ...{ customerId: 'bob', featureId: 'emails', idempotencyKey: userId, userId },
      }),
    );
    await Promise.all(events);
    const body = await usage('&groupBy=user', '/v1/customers/bob/usage?creditTypeId=ai-tokens');
    expect(body.series).toHaveLength(101);
    expect(body.series[99]).toMatchObject({ key: 'user-099', isOther: false });
    expect(body.series[100]).toMatchObject({ key: null, name: null, isOther: true, total: '3' });
    expect(body.total).toBe('103');
  });
});

describe('every zone sums to the total', () => {
  const intervals = ['hour', 'day', 'week', 'month'];
  const zones = ['Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/New_York', 'UTC'];
  test.each(zones.flatMap((zone) => intervals.map((interval) => [zone, interval] as const)))(
    'sums %s by %s to the total',
    async (zone, interval) => {
      const body = await usage(
        `&timeZone=${zone}&interval=${interval}&from=2026-10-10T00:00:00Z&to=2026-11-06T00:00:00Z`,
      );
      expect(new Set(body.buckets).size).toBe(body.buckets.length);
      expect([...body.buckets].sort()).toEqual(body.buckets);
      const sum = (values: readonly string[]) => values.reduce((total, value) => total + Number(value) * 100, 0);
      expect(sum(body.series.flatMap(({ values }) => values))).toBe(Number(body.total) * 100);
      expect(body.total).toBe('34.75');
    },
  );
});

describe('the customer’s door', () => {
  test('shows the usage of the token’s customer', async () => {
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}` };
    const own = await sandbox.request<Usage>('GET', '/customer/v1/usage?creditTypeId=ai-tokens', undefined, headers);
    expect(own.body).toEqual(await usage());
  });

  test('exports a file with zoned starts, plain amounts, and nothing that a spreadsheet would run', async () => {
    const query = '?creditTypeId=ai-tokens&groupBy=user&from=2026-11-03T23:00:00Z&to=2026-11-05T23:00:00Z';
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}` };
    const file = await sandbox.request<string>('GET', `/customer/v1/usage.csv${query}`, undefined, headers);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="usage-2026-11-04-2026-11-05.csv"');
    expect(file.body.split('\r\n')).toEqual([
      'start,key,name,amount',
      '2026-11-04T00:00:00+01:00,,,0',
      '2026-11-04T00:00:00+01:00,zoe,zoe,2.5',
      '2026-11-04T00:00:00+01:00,ben,ben,0',
      '2026-11-05T00:00:00+01:00,,,3',
      '2026-11-05T00:00:00+01:00,zoe,zoe,0',
      '2026-11-05T00:00:00+01:00,ben,ben,1',
      '',
    ]);
    const host = await sandbox.request<string>('GET', `/v1/customers/ada/usage.csv${query}`);
    expect(host.body).toBe(file.body);
  });
});

describe('invalid queries', () => {
  test.each([
    ['&from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z', 'to', 'must be later than from'],
    ['&from=2026-11-12T00:00:00Z', 'from', 'must be earlier than to, which is the end of today when absent'],
    [
      '&interval=hour&from=2026-01-01T00:00:00Z',
      'interval',
      'cuts this range into more than 800 parts; take a longer one',
    ],
    ['&interval=minute', 'interval', null],
    ['&groupBy=colour', 'groupBy', null],
    ['&timeZone=Mars/Olympus', 'timeZone', 'must be an IANA time zone, such as "Europe/Berlin"'],
    ['&timeZone=%2B05:00', 'timeZone', 'must be an IANA time zone, such as "Europe/Berlin"'],
    ['&from=yesterday', 'from', null],
    ['&userId=%20', 'userId', null],
    ['&limit=5', 'limit', 'is not known'],
  ])('refuses %s', async (query, path, message) => {
    const { status, body } = await sandbox.refused('GET', PATH + query);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors?.[0]).toMatchObject({ path, ...(message !== null && { message }) });
  });

  test('unknown customers and credit types are not found', async () => {
    const of = async (path: string) => (await sandbox.request<Problem>('GET', path)).body.code;
    expect(await of('/v1/customers/nobody/usage?creditTypeId=ai-tokens')).toBe('not_found');
    expect(await of('/v1/customers/ada/usage?creditTypeId=nothing')).toBe('not_found');
    expect(await of('/v1/customers/ada/usage.csv?creditTypeId=nothing')).toBe('not_found');
    expect(await of('/v1/customers/ada/usage')).toBe('invalid_request');
  });
});
