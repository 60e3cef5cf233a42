import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ClockJumped, type Engine, EngineOverloaded } from '../../server/engine/engine.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { event, pool } from '../support/commands.js';
import { done, engineOn, FakeStore, idsOf, settled } from './fake-store.js';

let store: FakeStore;
let engine: Engine;
beforeEach(() => {
  store = new FakeStore();
  engine = engineOn(store);
});

const submitAll = (ids: readonly string[]) =>
  Promise.allSettled(ids.map((id) => engine.submit(event(1, { id })))).then((results) =>
    results.map((result) => (result.status === 'fulfilled' ? result.value.status : String(result.reason))),
  );

describe('a failing batch', () => {
  test('an unknown failure halves the batch until the failing command is alone', async () => {
    const answers = submitAll(['a', 'b', 'poison', 'c', 'd']);
    const begun: string[] = [];
    for (let step = 0; step < 20; step += 1) {
      await settled();
      const ids = idsOf(store.batches.at(-1));
      if (store.batches.length === begun.length) break;
      begun.push(ids.join());
      if (ids.includes('poison')) store.fail(new Error('constraint'));
      else store.commit();
    }
    expect(await answers).toEqual(['done', 'done', 'Error: constraint', 'done', 'done']);
    expect(begun).toEqual(['a,b,poison,c,d', 'a,b,poison', 'a,b', 'poison', 'c,d']);
  });

  test('an unavailable store fails the whole batch, and the next batch is tried', async () => {
    const answers = submitAll(['a', 'b', 'c']);
    await settled();
    store.fail(new StoreUnavailable('disk full'));
    expect(await answers).toEqual(Array(3).fill('StoreUnavailable: disk full'));
    expect(store.batches).toHaveLength(1);

    const next = submitAll(['d']);
    await settled();
    store.commit();
    expect(await next).toEqual(['done']);
  });

  test('a store that names a command fails only that command', async () => {
    const answers = submitAll(['a', 'b']);
    await settled();
    store.commit((command) =>
      command.id === 'a' ? { commandId: 'a', status: 'failed', message: 'a fault' } : done(command),
    );
    expect(await answers).toEqual(['Error: a fault', 'done']);
  });

  test('a missing outcome fails its command', async () => {
    const answers = submitAll(['a', 'b']);
    await settled();
    store.batches[0]?.resolve({ outcomes: [done(event(1, { id: 'a' }))], changed: [] });
    expect(await answers).toEqual(['done', 'Error: the store left a command without an outcome']);
  });
});

describe('listeners', () => {
  test('a listener is notified of changed accounts once per commit, until it unsubscribes', async () => {
    const listener = vi.fn();
    const stop = engine.onCommit(listener);
    for (const id of ['a', 'b']) {
      const answers = submitAll([id]);
      await settled();
      store.commit();
      await answers;
      if (id === 'a') stop();
    }
    expect(listener.mock.calls).toEqual([[[pool()]]]);
  });

  test('a listener is not notified of a commit without changes', async () => {
    const listener = vi.fn();
    engine.onCommit(listener);
    const answers = submitAll(['a']);
    await settled();
    store.batches[0]?.resolve({ outcomes: [done(event(1, { id: 'a' }))], changed: [] });
    await answers;
    expect(listener).not.toHaveBeenCalled();
  });

  test('a failing listener neither repeats the commit nor blocks other listeners', async () => {
    const other = vi.fn();
    engine.onCommit(() => {
      throw new Error('a fault of the stream');
    });
    engine.onCommit(other);
    const answers = submitAll(['a', 'b', 'c']);
    await settled();
    store.commit();
    expect(await answers).toEqual(['done', 'done', 'done']);
    await settled();
    expect(store.batches).toHaveLength(1);
    expect(other).toHaveBeenCalledTimes(1);
  });
});

describe('refusals', () => {
  test('refuses commands beyond the limit of each lane', async () => {
    void submitAll(Array.from({ length: 20_000 }, (_, index) => `c${index}`));
    await expect(engine.submit(event(1))).rejects.toThrow(EngineOverloaded);
    void engine.submit(event(1), 'background').catch(() => undefined);
    await settled();
    void submitAll(['next']);
    store.commit();
    await settled();
    expect(store.batches[1]?.commands).toHaveLength(1_000);
  });

  test('refuses every command while the clock is not steady', async () => {
    let steady = false;
    engine = engineOn(store, { steady: () => steady });
    await expect(engine.submit(event(1))).rejects.toThrow(ClockJumped);
    expect(store.batches).toHaveLength(0);
    steady = true;
    void engine.submit(event(1));
    await settled();
    expect(store.batches).toHaveLength(1);
  });

  test('refuses waiting commands when the clock jumps', async () => {
    let steady = true;
    engine = engineOn(store, { steady: () => steady });
    const first = submitAll(['a']);
    await settled();
    const second = submitAll(['b', 'c']);
    steady = false;
    store.commit();
    expect(await first).toEqual(['done']);
    expect(await second).toEqual(Array(2).fill('ClockJumped: the clock of the server jumped'));
    expect(store.batches).toHaveLength(1);
  });
});

describe('draining', () => {
  test('answers accepted commands and refuses new ones', async () => {
    const first = submitAll(['a']);
    await settled();
    const second = submitAll(['b', 'c']);
    let drained = false;
    const draining = engine.drain().then(() => (drained = true));
    await expect(engine.submit(event(1))).rejects.toThrow(EngineOverloaded);
    store.commit();
    await settled();
    expect(drained).toBe(false);
    store.commit();
    await draining;
    expect([await first, await second]).toEqual([['done'], ['done', 'done']]);
  });

  test('ends at once if nothing waits', async () => {
    await engine.drain();
    expect(store.batches).toHaveLength(0);
  });
});

describe('catching up', () => {
  test('does nothing if nothing is due', async () => {
    await engine.catchUp('ada');
    expect(store.batches).toHaveLength(0);
  });

  test('touches the due accounts in one command', async () => {
    store.dueAccounts = [
      { account: pool(), dueAtMs: 1 },
      { account: pool('ada', 'images'), dueAtMs: 2 },
    ];
    const settling = engine.catchUp('ada');
    await settled();
    expect(store.batches[0]?.commands).toMatchObject([
      { kind: 'touch', key: null, accounts: [pool(), pool('ada', 'images')] },
    ]);
    store.commit();
    await settling;
  });
});
