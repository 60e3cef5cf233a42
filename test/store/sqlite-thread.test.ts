import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { touch } from '../../server/engine/touch.js';
import { startWriter } from '../../server/store/sqlite/driver/thread-client.js';
import type { Store } from '../../server/store/ports/store.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { AUTHOR, credits, grant, pool, seedStore, START_MS } from '../support/commands.js';
import { newFolder, openStore } from './sqlite-file.js';

const folder = newFolder();
afterAll(() => folder.remove());

describe('the writing and the reading thread', () => {
  const path = join(folder.path, 'shared.db');
  let store: Store;
  beforeAll(async () => {
    store = await openStore(path);
    await seedStore(store);
  });
  afterAll(() => store.close());

  test('a balance is never read half before and half after a commit', async () => {
    // A grant of the account expires with each step. The balance at an instant is the same before and after the expiry
    // is written. A read between the two would combine the old account with its new grants.
    const steps = 200;
    await store.transact(
      Array.from({ length: steps }, (_, index) => grant(1, { expiresAtMs: START_MS + index + 1 })),
      START_MS,
    );
    for (let step = 1; step <= steps; step += 1) {
      const writing = { isOver: false };
      const nowMs = START_MS + step;
      const over = store.transact([touch('ada', [pool()])], nowMs).then(() => (writing.isOver = true));
      while (!writing.isOver) {
        const [figures] = await store.balances('ada', pool(), nowMs);
        expect(figures?.balance).toBe(credits(steps - step));
        await new Promise(setImmediate);
      }
      await over;
    }
  });

  test('a file that another process writes to is unavailable, and nothing is written', async () => {
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const command = grant(1);
    await expect(store.transact([command], START_MS)).rejects.toThrow(StoreUnavailable);
    other.exec('ROLLBACK');
    other.close();
    const { outcomes } = await store.transact([command], START_MS);
    expect(outcomes).toMatchObject([{ status: 'done', duplicate: false }]);
  });
});

describe('reads of one turn of the event loop', () => {
  const path = join(folder.path, 'turns.db');
  let store: Store;
  let other: Database.Database;
  const commit = () => other.exec('UPDATE catalog_head SET revision = revision + 1');
  beforeAll(async () => {
    store = await openStore(path);
    await seedStore(store);
    other = new Database(path);
  });
  afterAll(async () => {
    other.close();
    await store.close();
  });

  test('share a snapshot, and the next turn sees later commits', async () => {
    const first = store.catalog();
    commit();
    const [before, same] = await Promise.all([first, store.catalog()]);
    expect(same.revision).toBe(before.revision);
    expect((await store.catalog()).revision).toBe(before.revision + 1);
  });

  test('are answered despite one that fails, and again after it', async () => {
    const before = store.catalog();
    const wrong = store.customer({} as unknown as string);
    commit();
    const after = store.catalog();
    await expect(wrong).rejects.toThrow(RangeError);
    expect((await after).revision).toBe((await before).revision + 1);
    expect((await store.catalog()).revision).toBe((await after).revision);
  });

  test('are answered if the store closes in the same turn', async () => {
    const closing = await openStore(join(folder.path, 'closed.db'));
    const answer = closing.catalog();
    await closing.close();
    expect((await answer).revision).toBe(0);
    await expect(closing.catalog()).rejects.toThrow(StoreUnavailable);
  });
});

describe('long reads', () => {
  const year = { account: pool(), featureId: null, userId: null, groupBy: 'feature', mostSeries: 100 } as const;
  const bounds = Array.from({ length: 366 }, (_, day) => START_MS + day * 86_400_000);
  const query = { ...year, bounds, previousFromMs: START_MS };

  test('run elsewhere, so that later reads are answered first', async () => {
    const path = join(folder.path, 'long.db');
    const store = await openStore(path);
    await seedStore(store);
    const driver = new Database(path);
    driver.exec(`WITH RECURSIVE quarters (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM quarters WHERE n < 35039)
      INSERT INTO usage_quarters SELECT 'ada', 'tokens', '', ${START_MS} + n * 900000, 'mail', 'user', 1, 0, 1 FROM quarters`);
    driver.close();
    await store.usage({ ...query, bounds: bounds.slice(0, 2) });
    const order: string[] = [];
    const long = store.usage(query).then((sums) => {
      order.push('usage');
      return sums;
    });
    for (let count = 0; count < 3; count += 1) {
      await store.balances('ada', {}, START_MS);
      order.push('balance');
    }
    const { series } = await long;
    expect(series[0]?.amounts).toEqual(Array(365).fill(96_000_000n));
    expect(order).toEqual(['balance', 'balance', 'balance', 'usage']);
    await store.close();
    await expect(store.usage(query)).rejects.toThrow(StoreUnavailable);
  });

  test('are answered before a closing store ends', async () => {
    const store = await openStore(join(folder.path, 'closing.db'));
    const asked = store.usage(query);
    await store.close();
    expect(await asked).toEqual({ previous: 0n, series: [], others: null });
  });
});

describe('the end of the writing thread', () => {
  test('reports the loss once, and fails waiting and later calls', async () => {
    const lost: Error[] = [];
    const writer = await startWriter(join(folder.path, 'ends.db'), (error) => lost.push(error));
    // The thread closes without the client's knowledge, while a call still waits.
    const [, pending] = await Promise.allSettled([
      writer.call('close'),
      writer.call('moveTestClock', null, null, AUTHOR, START_MS),
    ]);
    expect(pending).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
    await expect(writer.call('moveTestClock', null, null, AUTHOR, START_MS)).rejects.toThrow(/ended with code 0/);
    expect(lost).toHaveLength(1);
    await writer.stop();
    expect(lost).toHaveLength(1);
  });

  test('closing twice is not a loss, and later reads and writes are refused', async () => {
    const lost: Error[] = [];
    const store = await openStore(join(folder.path, 'closed.db'), (error) => lost.push(error));
    await Promise.all([store.close(), store.close()]);
    await store.close();
    expect(lost).toEqual([]);
    for (const call of [
      () => store.schemaIsCurrent(),
      () => store.catalog(),
      () => store.balances('ada', {}, START_MS),
      () => store.transact([grant(1)], START_MS),
      () => store.moveTestClock(null, null, AUTHOR, START_MS),
    ]) {
      await expect(call()).rejects.toThrow(StoreUnavailable);
    }
  });
});
