import { expect, test } from 'vitest';
import type { EventSearch, ReportedEvent } from '../../server/store/ports/events.js';
import { event, grant, nextId, people, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const DAY_MS = 86_400_000;
const EVERYTHING = {
  ...{ featureId: null, userId: null, key: null, outcome: null, fromMs: null, toMs: null, before: null },
  limit: 100,
} as const;

export function eventsContract(subject: Subject): void {
  const search = (query: Partial<EventSearch> = {}) =>
    subject.store.searchEvents({ customerId: people.ada, ...EVERYTHING, ...query });
  const keysOf = (events: readonly ReportedEvent[]) => events.map(({ key }) => key);
  const send = (commands: Parameters<Subject['store']['transact']>[0], nowMs = START_MS) =>
    subject.store.transact(commands, nowMs);
  const chat = { eventName: 'llm.call', dimensions: { kind: 'chat', size: '3', secret: 'of a person' } };

  test('finds reports by every filter, newest first, with their outcome', async () => {
    await send([grant(10), event(1, { key: 'a', userId: 'eve' })]);
    await send([event(0, { key: 'b', usage: chat, userId: 'eve', resourceId: 'room' })], START_MS + 1);
    await send([event(99, { key: 'c', enforce: true, atMs: START_MS - DAY_MS })], START_MS + 2);
    await send([event(0, { key: 'd', usage: { eventName: 'unknown', dimensions: {} }, userId: 'bob' })], START_MS + 3);
    const { events, next } = await search();
    expect(next).toBeNull();
    expect(keysOf(events)).toEqual(['d', 'c', 'b', 'a']);
    expect(events).toMatchObject([
      { result: { status: 'refused', refusal: { code: 'no_meter' } }, usedKey: false, report: { featureIds: [] } },
      {
        result: { refusal: { code: 'insufficient_credits' } },
        usedKey: true,
        report: { occurredAtMs: START_MS - DAY_MS },
      },
      { result: { status: 'done' }, report: { featureIds: ['chat'], eventName: 'llm.call', resourceId: 'room' } },
      { result: { status: 'done' }, report: { featureIds: ['mail'], userId: 'eve', resourceId: '' }, atMs: START_MS },
    ]);
    for (const [query, keys] of [
      [{ featureId: 'mail' }, ['c', 'a']],
      [{ featureId: 'mai' }, []],
      [{ userId: 'eve' }, ['b', 'a']],
      [{ key: 'b' }, ['b']],
      [{ key: 'd' }, ['d']],
      [{ key: 'b', userId: 'bob' }, []],
      [{ outcome: 'charged' }, ['b', 'a']],
      [{ outcome: 'refused' }, ['d', 'c']],
      [{ fromMs: START_MS + 1, toMs: START_MS + 3 }, ['c', 'b']],
      [{ customerId: people.bob }, []],
    ] as const) {
      expect([query, keysOf((await search(query)).events)]).toEqual([query, keys]);
    }
    for (const found of events) expect(await subject.store.reportedEvent(found.id)).toEqual(found);
    expect(await subject.store.reportedEvent('evt_unknown')).toBeNull();
    expect(JSON.stringify(await subject.place.export([people.ada]))).not.toContain('of a person');
  });

  test('pages have no gap between rows of the same instant', async () => {
    const reports = Array.from({ length: 7 }, (_, index) => event(index % 2, { enforce: true, key: `k${index}` }));
    await send([grant(1), ...reports]);
    await send([event(1, { usage: { featureId: 'unknown', quantity: 1n }, key: 'x' }), event(0, { key: 'y' })]);
    const whole = keysOf((await search()).events);
    expect(whole).toHaveLength(9);
    const pages: string[] = [];
    let before: EventSearch['before'] = null;
    do {
      const page = await search({ before, limit: 2 });
      pages.push(...keysOf(page.events));
      before = page.next;
    } while (before !== null);
    expect(pages).toEqual(whole);
  });

  test('a filter scans a bounded number of rows per page and continues from there', async () => {
    await send([event(0, { key: 'needle', userId: 'eve' })]);
    const hay = Array.from({ length: 2_500 }, () => event(0));
    for (let from = 0; from < hay.length; from += 500) await send(hay.slice(from, from + 500), START_MS + 1 + from);
    const first = await search({ userId: 'eve' });
    expect(first.events).toEqual([]);
    const second = await search({ userId: 'eve', before: first.next });
    expect(second.events).toEqual([]);
    const third = await search({ userId: 'eve', before: second.next });
    expect(keysOf(third.events)).toEqual(['needle']);
    expect(third.next).toBeNull();
    // A key is not a filter: the search reads its row directly.
    expect(keysOf((await search({ key: 'needle' })).events)).toEqual(['needle']);
  });

  test('a refusal that leaves its key unused leaves a trace, also for an unknown customer', async () => {
    const nobody = nextId('nobody');
    await send([event(1, { key: 'used' })]);
    await send([
      event(1, { customerId: nobody, key: 'n', userId: 'eve' }),
      event(1, { usage: { featureId: 'unknown', quantity: 1n } }),
      event(0, { usage: { ...chat, dimensions: { kind: 'chat', size: '-1' } } }),
      event(1, { atMs: START_MS - 36 * DAY_MS }),
      event(1, { key: 'used', fingerprint: 'another' }),
      event(9_000_000_000_000),
    ]);
    const codes = (await search({ outcome: 'refused' })).events.map(({ result, usedKey }) => [
      result.status === 'refused' && result.refusal.code,
      usedKey,
    ]);
    expect(codes.reverse()).toEqual(
      [
        'feature_not_found',
        'invalid_field',
        'timestamp_out_of_range',
        'idempotency_conflict',
        'amount_out_of_range',
      ].map((code) => [code, false]),
    );
    expect((await search({ customerId: nobody })).events).toMatchObject([
      {
        key: 'n',
        report: { userId: 'eve', featureIds: ['mail'] },
        result: { refusal: { code: 'customer_not_found' } },
      },
    ]);
    // The refusal left the key unused.
    const retried = await send([event(1, { customerId: people.bob, key: 'n' })]);
    expect(retried.outcomes).toMatchObject([{ status: 'done', duplicate: false }]);
  });

  test('a simulation leaves no trace, and a batch leaves few', async () => {
    await subject.store.simulate(event(1, { usage: { featureId: 'unknown', quantity: 1n } }), START_MS);
    expect((await search()).events).toEqual([]);
    await send(Array.from({ length: 50 }, () => event(1, { usage: { featureId: 'unknown', quantity: 1n } })));
    expect((await search()).events).toHaveLength(10);
  });

  test('forgets old and excess traces, but no report that used its key', async () => {
    const refused = (key: string, customerId = people.ada) =>
      event(1, { key, customerId, usage: { featureId: 'unknown', quantity: 1n } });
    await send([refused('old'), event(5, { key: 'broke', enforce: true })]);
    for (const key of ['1', '2', '3']) await send([refused(key), refused(key, people.bob)], START_MS + Number(key));
    await subject.store.pruneRefusedEvents(START_MS + 1, 2);
    expect(keysOf((await search()).events)).toEqual(['3', '2', 'broke']);
    expect(keysOf((await search({ customerId: people.bob })).events)).toEqual(['3', '2']);
  });
}
