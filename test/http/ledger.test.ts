import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DayGroup, EventGroup, PastBalance } from '../../server/contract/index.js';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
const PATH = '/v1/customers/ada/ledger?creditTypeId=ai-tokens';
type Page<T> = { data: T[]; nextCursor: string | null };
type Row = { sequence: number; type: string; eventId: string | null };

/** Berlin's clocks go back on the 25th: the days have 24, 25 and 24 hours, followed by a day without entries. */
const INSTANTS = ['24T10', '24T21', '24T23', '25T22', '26T12', '28T12', '28T22'].map(
  (at) => `2026-10-${at}:30:00.000Z`,
);

const read = async <T>(query: string) => {
  const { status, body } = await sandbox.request<Page<T>>('GET', PATH + query);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const seqs = async (query: string) => (await read<Row>(query)).data.map(({ sequence }) => sequence);

async function pages<T>(query: string, limit: number): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor = ''; ;) {
    const page = await read<T>(`${query}&limit=${limit}${cursor}`);
    expect(page.data.length).toBeLessThanOrEqual(limit);
    rows.push(...page.data);
    if (page.nextCursor === null) return rows;
    cursor = `&cursor=${page.nextCursor}`;
  }
}

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/test-clock', { now: '2026-10-01T00:00:00Z' });
  for (const [day, now] of INSTANTS.entries()) {
    await sandbox.request('POST', '/v1/test-clock', { now });
    // Two grants and one event that takes from both make four entries a day.
    await grantTo(sandbox, 'ada', '1', { priority: day });
    await grantTo(sandbox, 'ada', '10', { priority: 90 });
    const usage = { customerId: 'ada', featureId: 'emails', quantity: 3, idempotencyKey: `day ${day}` };
    await sandbox.request('POST', '/v1/events', { ...usage, ...(day % 2 === 0 && { userId: 'zoe' }) });
  }
});
afterAll(() => sandbox.close());

describe('entries', () => {
  test('filters by time, type, feature, user, event and grant, in both orders', async () => {
    expect(await seqs('&order=asc&limit=5')).toEqual([1, 2, 3, 4, 5]);
    expect(await seqs(`&from=${INSTANTS[6]}`)).toEqual([28, 27, 26, 25]);
    expect(await seqs(`&to=${INSTANTS[1]}`)).toEqual([4, 3, 2, 1]);
    expect(await seqs('&type=granted&limit=3')).toEqual([26, 25, 22]);
    expect(await seqs('&type=granted,consumed&limit=3')).toEqual([28, 27, 26]);
    expect(await seqs('&type=expired')).toEqual([]);
    expect(await seqs('&userId=zoe&order=asc&limit=4')).toEqual([3, 4, 11, 12]);
    expect(await seqs('&featureId=emails&source=event&actorType=apiKey&limit=2')).toEqual([28, 27]);
    expect(await seqs('&actor=key_bootstrap&limit=2')).toEqual([28, 27]);
    expect(await seqs('&actor=key_other')).toEqual([]);
    const [burn] = (await read<Row & { grantId: string }>('&type=consumed&limit=1')).data;
    expect(await seqs(`&eventId=${burn?.eventId}`)).toEqual([28, 27]);
    const [early] = (await read<Row>('&type=consumed&order=asc&limit=1')).data;
    // The old event is found directly, without a scan of later entries.
    expect(await seqs(`&eventId=${early?.eventId}&limit=1`)).toEqual([4]);
    expect(await seqs(`&eventId=${early?.eventId}&order=asc`)).toEqual([3, 4]);
    expect(await seqs('&eventId=evt_nobody')).toEqual([]);
    expect((await seqs(`&grantId=${burn?.grantId}`)).at(0)).toBe(28);
    expect(await pages<Row>('&userId=zoe', 3)).toHaveLength(8);
  });

  test.each([
    ['&type=eaten', 'type.0'],
    ['&type=', 'type.0'],
    ['&type=granted&type=consumed', 'type'],
    ['&groupBy=month', 'groupBy'],
    ['&groupBy=day&userId=zoe', 'userId'],
    ['&cursor=x', 'cursor'],
    ['&timeZone=Mars', 'timeZone'],
  ])('refuses %s', async (query, path) => {
    const { status, body } = await sandbox.refused('GET', PATH + query);
    expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
  });

  test('refuses the id of an actor from a customer', async () => {
    const headers = { authorization: `Bearer ${await sandbox.tokenFor('ada')}` };
    const own = '/customer/v1/ledger?creditTypeId=ai-tokens';
    expect((await sandbox.refused('GET', `${own}&actor=key_bootstrap`, undefined, headers)).status).toBe(400);
    const events = await sandbox.request<Page<EventGroup>>('GET', `${own}&groupBy=event&limit=1`, undefined, headers);
    expect(events.body.data[0]).not.toHaveProperty('actor');
    const days = await sandbox.request<Page<DayGroup>>('GET', `${own}&groupBy=day`, undefined, headers);
    expect(days.body).toEqual(await read<DayGroup>('&groupBy=day'));
  });
});

describe('by event', () => {
  test('has one row for each event and each other cause, in both orders and any page size', async () => {
    const all = await pages<EventGroup>('&groupBy=event', 100);
    expect(all.map(({ firstSequence, lastSequence }) => [firstSequence, lastSequence]).slice(0, 4)).toEqual([
      [27, 28],
      [26, 26],
      [25, 25],
      [23, 24],
    ]);
    expect(all).toHaveLength(21);
    expect(all[0]).toMatchObject({
      ...{ types: ['consumed'], source: { type: 'event' }, at: INSTANTS[6], featureId: 'emails', userId: 'zoe' },
      ...{ count: 2, delta: '-3', balanceBefore: '59', balanceAfter: '56' },
    });
    for (const limit of [1, 2, 5]) {
      expect(await pages<EventGroup>('&groupBy=event', limit)).toEqual(all);
      expect(await pages<EventGroup>('&groupBy=event&order=asc', limit)).toEqual(all.toReversed());
    }
    const users = await pages<EventGroup>('&groupBy=event&userId=zoe', 3);
    expect(users.map(({ delta }) => delta)).toEqual(['-3', '-3', '-3', '-3']);
  });
});

describe('by day', () => {
  test('has one row for each day with entries in the customer’s zone', async () => {
    const all = await pages<DayGroup>('&groupBy=day', 100);
    expect(all.map(({ date, count, delta, balanceAfter }) => [date, count, delta, balanceAfter])).toEqual([
      ['2026-10-28', 8, '16', '56'],
      ['2026-10-26', 4, '8', '40'],
      ['2026-10-25', 8, '16', '32'],
      ['2026-10-24', 8, '16', '16'],
    ]);
    // 23:30Z on the 24th is the 25th in Berlin, a day of 25 hours.
    expect(all[2]).toMatchObject({ startsAt: '2026-10-24T22:00:00.000Z', endsAt: '2026-10-25T23:00:00.000Z' });
    expect(all[2]).toMatchObject({ firstSequence: 9, lastSequence: 16, balanceBefore: '16' });
    for (const limit of [1, 2, 3]) {
      expect(await pages<DayGroup>('&groupBy=day', limit)).toEqual(all);
      expect(await pages<DayGroup>('&groupBy=day&order=asc', limit)).toEqual(all.toReversed());
    }
  });

  test('accepts another zone, and filters', async () => {
    const utc = await pages<DayGroup>('&groupBy=day&timeZone=UTC', 100);
    expect(utc.map(({ date, count }) => [date, count])).toEqual([
      ['2026-10-28', 8],
      ['2026-10-26', 4],
      ['2026-10-25', 4],
      ['2026-10-24', 12],
    ]);
    const range = `&groupBy=day&from=${INSTANTS[1]}&to=${INSTANTS[3]}`;
    expect((await pages<DayGroup>(range, 2)).map(({ date, count }) => [date, count])).toEqual([
      ['2026-10-25', 4],
      ['2026-10-24', 4],
    ]);
    expect((await read<DayGroup>('&groupBy=day&resourceId=room')).data).toEqual([]);
  });
});

describe('a balance in the past', () => {
  const at = (instant: string, path = '/v1/customers/ada/balances/ai-tokens') =>
    sandbox.request<PastBalance & { data: PastBalance[] }>('GET', `${path}?at=${instant}`);

  test('equals the ledger at any millisecond', async () => {
    for (const [day, instant] of INSTANTS.entries()) {
      const { body } = await at(instant);
      expect(body).toMatchObject({ balance: String(8 * (day + 1)), sequence: 4 * (day + 1), lastEntryAt: instant });
      const before = new Date(Date.parse(instant) - 1).toISOString();
      expect((await at(before)).body).toMatchObject({ balance: String(8 * day), sequence: 4 * day, asOf: before });
    }
    expect((await at(INSTANTS[2] ?? '', '/v1/customers/ada/balances')).body.data).toMatchObject([{ balance: '24' }]);
    expect((await at('2026-10-02T00:00:00Z', '/v1/customers/ada/balances')).body).toEqual({ data: [] });
    expect((await at('2026-10-02T00:00:00Z')).body).toMatchObject({ balance: '0', sequence: 0, lastEntryAt: null });
  });

  test('includes entries that were due but not written', async () => {
    const expiresAt = '2026-10-29T12:00:00.000Z';
    await grantTo(sandbox, 'bob', '5', { expiresAt });
    await sandbox.request('POST', '/v1/test-clock', { now: '2026-10-30T00:00:00Z' });
    const bobs = '/v1/customers/bob/balances/ai-tokens';
    expect((await at('2026-10-29T11:59:59.999Z', bobs)).body).toMatchObject({ balance: '5', sequence: 1 });
    expect((await at(expiresAt, bobs)).body).toMatchObject({ balance: '0', sequence: 2, lastEntryAt: expiresAt });
  });

  test('refuses a future instant and an unknown customer', async () => {
    const { status, body } = await sandbox.refused(
      'GET',
      '/v1/customers/ada/balances/ai-tokens?at=2026-10-30T00:00:01Z',
    );
    expect([status, body.errors]).toEqual([400, [{ path: 'at', message: 'must not lie in the future' }]]);
    expect((await at('2026-10-02T00:00:00Z', '/v1/customers/nobody/balances')).status).toBe(404);
    expect((await at('2026-10-02T00:00:00Z', '/v1/customers/ada/balances/nothing')).status).toBe(404);
  });
});
