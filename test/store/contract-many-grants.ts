import { expect, test } from 'vitest';
import { touch } from '../../server/engine/touch.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import { credits, event, grant, people, pool, START_MS, voidGrant } from '../support/commands.js';
import type { Subject } from './subject.js';
import { allEntries } from './digest.js';

const MANY = 10_000;
const HOUR_MS = 3_600_000;

/** Stores load only the first grants in burn order, and repeat a decision that needs more. */
export function manyGrantsContract(subject: Subject): void {
  const send = async (...commands: readonly Command[]) => (await subject.store.transact(commands, START_MS)).outcomes;
  /** Gives `count` grants of one credit; the newest burns first. */
  const give = async (count: number, given: (index: number) => Parameters<typeof grant>[1] = () => ({})) => {
    const made = Array.from({ length: count }, (_, index) => grant(1, { priority: count - index, ...given(index) }));
    for (let from = 0; from < count; from += 1_000) await send(...made.slice(from, from + 1_000));
    return made.map(({ id }) => id);
  };

  test('one burn takes from as many of ten thousand grants as it needs, in order', { timeout: 60_000 }, async () => {
    const ids = (await give(MANY)).reverse();
    expect(await subject.store.grant(ids[MANY - 1] ?? '', START_MS)).toMatchObject({ position: MANY });
    const [small] = await send(event(2));
    expect(small).toMatchObject({ answer: { charges: [{ allocations: [{ grantId: ids[0] }, { grantId: ids[1] }] }] } });

    const [large] = await send(event(3_000, { enforce: true }));
    const charges = large?.status === 'done' && large.answer.kind === 'event' ? large.answer.charges : [];
    expect(charges[0]?.allocations.map(({ grantId }) => grantId)).toEqual(ids.slice(2, 3_002));
    expect(charges[0]?.balance).toBe(credits(MANY - 3_002));
    expect(await subject.store.grant(ids[3_002] ?? '', START_MS)).toMatchObject({ position: 1, status: 'active' });

    const [all] = await send(event(MANY));
    expect(all).toMatchObject({ answer: { charges: [{ balance: credits(-3002), overdraft: credits(3002) }] } });
    const [refused] = await send(event(1, { enforce: true }));
    expect(refused).toMatchObject({ status: 'refused' });
    expect(await allEntries(subject.store, pool())).toHaveLength(MANY + 2 + 3_000 + (MANY - 3_002) + 1);
  });

  test('a new grant behind all loaded grants gets its position', async () => {
    await give(40);
    const [last] = await send(grant(1, { priority: 99 }));
    expect(last).toMatchObject({ answer: { grant: { position: 41 } } });
    const [first] = await send(grant(1, { priority: 0 }));
    expect(first).toMatchObject({ answer: { grant: { position: 1 } } });
  });

  test('a grant named for voiding does not burn earlier', async () => {
    const ids = (await give(40)).reverse();
    const far = ids[30] ?? '';
    // The event is decided in the same batch while the far grant is loaded and the grants before it are not.
    const [burned, voided] = await send(event(12), voidGrant(far));
    const charges = burned?.status === 'done' && burned.answer.kind === 'event' ? burned.answer.charges : [];
    expect(charges[0]?.allocations.map(({ grantId }) => grantId)).toEqual(ids.slice(0, 12));
    expect(voided).toMatchObject({ answer: { grant: { status: 'voided', forfeited: credits(1) } } });
  });

  test('a grant that expires far down the order ends without the grants before it', async () => {
    const ids = await give(40, (index) => (index === 0 ? { expiresAtMs: START_MS + HOUR_MS } : {}));
    await subject.store.transact([touch(people.ada, [pool()])], START_MS + HOUR_MS);
    expect(await subject.store.grant(ids[0] ?? '', START_MS)).toMatchObject({ status: 'expired', position: null });
    expect((await allEntries(subject.store, pool())).at(-1)).toMatchObject({ type: 'expired', after: credits(39) });
  });

  test('the next due instant includes grants that were not loaded', async () => {
    await give(40, (index) => ({ expiresAtMs: START_MS + (index + 1) * HOUR_MS }));
    for (let hour = 1; hour <= 40; hour += 1) {
      const [due] = await subject.store.due(START_MS + 100 * HOUR_MS, 10, people.ada);
      expect(due).toEqual({ account: pool(), dueAtMs: START_MS + hour * HOUR_MS });
      await subject.store.transact([touch(people.ada, [pool()])], START_MS + hour * HOUR_MS);
    }
    expect(await subject.store.due(Number.MAX_SAFE_INTEGER, 10, people.ada)).toEqual([]);
  });
}
