import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import { type EntryFilter, type EntryQuery, NO_ENTRY_FILTER } from '../../server/store/ports/entries.js';
import { credits, event, grant, nextId, people, pool, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

type EntryQuestion = Partial<EntryFilter & Omit<EntryQuery, 'filter'>>;

export function entriesContract(subject: Subject): void {
  const send = (commands: readonly Command[], nowMs = START_MS) => subject.store.transact(commands, nowMs);
  const ask = ({
    account = pool(),
    fromMs = null,
    toMs = null,
    order = 'asc',
    afterSeq = null,
    ...rest
  }: EntryQuestion = {}) => {
    const { limit = 100, ...filter } = rest;
    const query = { account, fromMs, toMs, order, afterSeq, limit };
    return subject.store.entries({ ...query, filter: { ...NO_ENTRY_FILTER, ...filter } });
  };
  const seqs = async (asked?: EntryQuestion) => (await ask(asked)).entries.map(({ seq }) => seq);

  test('reads pages in both orders between any two instants', async () => {
    for (let second = 0; second < 6; second += 1) await send([grant(1), event(1)], START_MS + second * 1_000);
    expect(await seqs({ limit: 5 })).toEqual([1, 2, 3, 4, 5]);
    expect(await seqs({ limit: 5, afterSeq: 5 })).toEqual([6, 7, 8, 9, 10]);
    expect(await seqs({ order: 'desc', limit: 3 })).toEqual([12, 11, 10]);
    expect(await seqs({ order: 'desc', limit: 3, afterSeq: 10 })).toEqual([9, 8, 7]);
    expect([(await ask({ limit: 11 })).nextAfterSeq, (await ask({ limit: 12 })).nextAfterSeq]).toEqual([11, null]);
    // The start is included, the end is not.
    for (let from = -1; from <= 6; from += 1) {
      for (let to = from; to <= 7; to += 1) {
        const asked = { fromMs: START_MS + from * 1_000, toMs: START_MS + to * 1_000 };
        const seconds = [0, 1, 2, 3, 4, 5].filter((second) => second >= from && second < to);
        const expected = seconds.flatMap((second) => [second * 2 + 1, second * 2 + 2]);
        expect(await seqs(asked)).toEqual(expected);
        expect(await seqs({ ...asked, order: 'desc' })).toEqual(expected.toReversed());
      }
    }
    expect(await ask({ account: pool(people.bob) })).toEqual({ entries: [], nextAfterSeq: null });
  });

  test('applies every filter alone and combined', async () => {
    const [first, second] = [grant(1), grant(100)];
    const mail = event(3, { userId: 'zoe' });
    const chat = event(0, {
      usage: { eventName: 'llm.call', dimensions: { kind: 'chat', size: '30' } },
      userId: 'ben',
    });
    await send([first, second]);
    await send([mail, chat, event(1)], START_MS + 1_000);
    // 1, 2: granted; 3, 4: mail, from both grants; 5: chat; 6: mail
    expect(await seqs({ types: ['granted'] })).toEqual([1, 2]);
    expect(await seqs({ types: ['consumed'], afterSeq: 4 })).toEqual([5, 6]);
    expect(await seqs({ types: ['consumed', 'granted'] })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await seqs({ types: ['expired', 'voided'] })).toEqual([]);
    expect(await seqs({ sourceType: 'grant' })).toEqual([]);
    expect(await seqs({ actorType: 'system' })).toEqual([]);
    expect(await seqs({ actorType: 'apiKey', actorId: 'key_test' })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await seqs({ actorId: 'key_other' })).toEqual([]);
    expect(await seqs({ featureId: 'mail' })).toEqual([3, 4, 6]);
    expect(await seqs({ userId: 'ben' })).toEqual([5]);
    expect(await seqs({ eventId: mail.id, order: 'desc' })).toEqual([4, 3]);
    expect(await seqs({ grantId: second.id })).toEqual([2, 4, 5, 6]);
    expect(await seqs({ grantId: second.id, types: ['granted'] })).toEqual([2]);
    expect(await seqs({ grantId: second.id, featureId: 'mail', toMs: START_MS + 1_001 })).toEqual([4, 6]);
    expect(await seqs({ grantId: second.id, toMs: START_MS + 1_000 })).toEqual([2]);
  });

  test('a page scans a bounded number of entries and returns where to continue', async () => {
    const account = pool(people.bob);
    await send([grant(1, { account })]);
    // Of 5,002 entries, the matching one lies beyond the scan limit of a page from either side.
    for (let count = 0; count < 5; count += 1) {
      await send(Array.from({ length: 1_000 }, () => event(1, { customerId: people.bob, id: nextId('evt') })));
    }
    await send([event(1, { customerId: people.bob, userId: 'zoe' })]);
    expect(await ask({ account, userId: 'zoe' })).toEqual({ entries: [], nextAfterSeq: 5_000 });
    expect(await seqs({ account, userId: 'zoe', afterSeq: 5_000 })).toEqual([5_002]);
    const newest = await ask({ account, sourceType: 'nothing', order: 'desc' });
    expect(newest).toEqual({ entries: [], nextAfterSeq: 3 });
    const rest = await ask({ account, sourceType: 'nothing', order: 'desc', afterSeq: 3 });
    expect(rest).toEqual({ entries: [], nextAfterSeq: null });
    // Other types than `consumed` are found at once at any distance.
    expect(await ask({ account, types: ['granted', 'expired'], order: 'desc' })).toMatchObject({
      entries: [{ seq: 1 }],
      nextAfterSeq: null,
    });
  });

  test('answers the sequence and balance at any instant', async () => {
    expect(await subject.store.positions(pool(), [0, START_MS])).toEqual([
      { seq: 0, atMs: null, balance: 0n },
      { seq: 0, atMs: null, balance: 0n },
    ]);
    for (let second = 0; second < 9; second += 1) await send([grant(10), event(second)], START_MS + second * 1_000);
    const { entries } = await ask();
    const instants = Array.from({ length: 20 }, (_, half) => START_MS + half * 500).toReversed();
    const naive = instants.map((beforeMs) => {
      const last = entries.findLast(({ atMs }) => atMs < beforeMs);
      return { seq: last?.seq ?? 0, atMs: last?.atMs ?? null, balance: last?.after ?? 0n };
    });
    expect(await subject.store.positions(pool(), instants)).toEqual(naive);
    expect(naive[0]?.balance).toBe(credits(54));
    expect(await subject.store.positions(pool('nobody'), [START_MS])).toMatchObject([{ seq: 0 }]);
    expect(await subject.store.positions(pool(), [])).toEqual([]);
  });
}
