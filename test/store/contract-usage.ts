import { expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { UsageQuery, UsageSums } from '../../server/store/ports/usage.js';
import { credits, event, grant, people, pool, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const HOUR_MS = 3_600_000;
const hour = (count: number) => START_MS + count * HOUR_MS;

export function usageContract(subject: Subject): void {
  const send = (commands: readonly Command[], nowMs = hour(4)) => subject.store.transact(commands, nowMs);
  const ask = async (query: Partial<UsageQuery> = {}): Promise<UsageSums> =>
    subject.store.usage({
      ...{ account: pool(), featureId: null, userId: null, groupBy: 'none' },
      ...{ bounds: [hour(0), hour(1), hour(2), hour(3)], previousFromMs: hour(-3), mostSeries: 100 },
      ...query,
    });
  const whole = (amounts: readonly bigint[] | null) => amounts?.map((amount) => Number(amount / credits(1))) ?? null;
  const shown = ({ series, others }: UsageSums) => [
    ...series.map(({ key, amounts }) => [key, ...(whole(amounts) ?? [])]),
    ...(others ? [['and others', ...(whole(others) ?? [])]] : []),
  ];
  const mail = (quantity: number, atMs: number, userId: string | null = null, resourceId = '') =>
    event(quantity, { atMs, userId, resourceId });
  const quarter = { featureId: 'mail', quantity: 250_000n };
  const chat = (size: number, atMs: number) =>
    event(0, { atMs, usage: { eventName: 'llm.call', dimensions: { kind: 'chat', size: String(size) } } });

  test('buckets include their start and exclude their end, and empty ones are omitted', async () => {
    await send([
      mail(1, hour(0) - 1),
      mail(2, hour(0)),
      mail(4, hour(1) - 1),
      mail(8, hour(2)),
      mail(16, hour(3)),
      mail(32, hour(-3)),
      mail(64, hour(-3) - 1),
      mail(128, hour(1), null, 'room'),
      event(256, { customerId: people.bob, atMs: hour(1) }),
    ]);
    expect(shown(await ask())).toEqual([['', 6, 0, 8]]);
    expect((await ask()).previous).toBe(credits(33));
    expect(shown(await ask({ account: pool(people.ada, 'tokens', 'room') }))).toEqual([['', 0, 128, 0]]);
    expect(await ask({ account: pool(people.ada, 'images') })).toEqual({ previous: 0n, series: [], others: null });
    expect(shown(await ask({ account: pool('nobody') }))).toEqual([]);
  });

  test('groups by feature and by user, largest first, then by key, with filters', async () => {
    await send([
      mail(5, hour(0), 'zoe'),
      mail(1, hour(1), 'ben'),
      mail(4, hour(2), 'ben'),
      mail(7, hour(2)),
      chat(3_000, hour(1)),
    ]);
    expect(shown(await ask({ groupBy: 'feature' }))).toEqual([
      ['chat', 0, 1_000, 0],
      ['mail', 5, 1, 11],
    ]);
    expect(shown(await ask({ groupBy: 'user', featureId: 'mail' }))).toEqual([
      ['', 0, 0, 7],
      ['ben', 0, 1, 4],
      ['zoe', 5, 0, 0],
    ]);
    expect(shown(await ask({ groupBy: 'feature', userId: 'ben' }))).toEqual([['mail', 0, 1, 4]]);
    expect(shown(await ask({ groupBy: 'user', userId: '' }))).toEqual([['', 0, 1_000, 7]]);
    expect(shown(await ask({ featureId: 'nothing' }))).toEqual([]);
  });

  test('sums up series beyond the limit in one', async () => {
    await send([1, 2, 3, 4, 5].map((size) => mail(size, hour(size % 3), `user-${size}`)));
    const few = await ask({ groupBy: 'user', mostSeries: 2 });
    expect(shown(few)).toEqual([
      ['user-5', 0, 0, 5],
      ['user-4', 0, 4, 0],
      ['and others', 3, 1, 2],
    ]);
    expect(shown(await ask({ groupBy: 'user', mostSeries: 5 }))).toHaveLength(5);
  });

  test('the previous period has the same filters and may be empty', async () => {
    await send([mail(1, hour(-1), 'ben'), mail(2, hour(-1), 'zoe'), chat(30, hour(-2))]);
    const previous = async (query: Partial<UsageQuery>) => (await ask(query)).previous;
    expect(await previous({})).toBe(credits(13));
    expect(await previous({ userId: 'zoe' })).toBe(credits(2));
    expect(await previous({ featureId: 'chat' })).toBe(credits(10));
    expect(await previous({ previousFromMs: hour(0) })).toBe(0n);
  });

  test('sums beyond 64 bits exactly', async () => {
    const most = 1_000_000_000_000;
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 8; count += 1) await send([grant(most)]);
      for (let count = 0; count < 8; count += 1) await send([mail(most, hour(round))]);
    }
    const { series } = await ask({ bounds: [hour(0), hour(3)] });
    expect(series[0]?.amounts).toEqual([credits(16 * most)]);
    const { previous } = await ask({ bounds: [hour(3), hour(4)], previousFromMs: hour(0) });
    expect(previous).toBe(credits(16 * most));
  });

  test('sums one quarter hour, feature and user beyond 64 bits', async () => {
    const most = 1_000_000_000_000;
    for (let count = 0; count < 10; count += 1) {
      const { outcomes } = await send([grant(most), mail(most, hour(0)), event(0, { atMs: hour(0), usage: quarter })]);
      expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    }
    const { series } = await ask();
    expect(series[0]?.amounts[0]).toBe(credits(10 * most) + 2_500_000n);
  });
}
