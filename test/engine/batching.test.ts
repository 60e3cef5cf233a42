import { beforeEach, describe, expect, test } from 'vitest';
import { touch } from '../../server/engine/touch.js';
import type { Engine } from '../../server/engine/engine.js';
import { event, pool, subscribe } from '../support/commands.js';
import { done, engineOn, FakeStore, idsOf, settled } from './fake-store.js';

let store: FakeStore;
let engine: Engine;
beforeEach(() => {
  store = new FakeStore();
  engine = engineOn(store);
});

describe('batches', () => {
  test('a single command is sent at once as a batch of one', async () => {
    const command = event(1);
    const answer = engine.submit(command);
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
    expect(idsOf(store.batches[0])).toEqual([command.id]);
    expect(store.batches[0]?.nowMs).toBe(1_000);
    store.commit();
    expect(await answer).toEqual(done(command));
  });

  test('commands submitted in one turn share a batch', async () => {
    const commands = Array.from({ length: 100 }, () => event(1));
    const answers = commands.map((command) => engine.submit(command));
    await settled();
    expect(store.batches.map(idsOf)).toEqual([commands.map(({ id }) => id)]);
    store.commit();
    expect(await Promise.all(answers)).toEqual(commands.map(done));
  });

  test('commands gather while a batch commits, then follow as one batch', async () => {
    const answers = [engine.submit(event(1, { id: 'a' }))];
    await settled();
    for (const id of ['b', 'c', 'd']) {
      answers.push(engine.submit(event(1, { id })));
      await settled();
    }
    expect(store.batches).toHaveLength(1);
    store.commit();
    await settled();
    expect(store.batches.map(idsOf)).toEqual([['a'], ['b', 'c', 'd']]);
    store.commit();
    expect((await Promise.all(answers)).map(({ commandId }) => commandId)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a batch holds at most a thousand commands, and the rest follows in order', async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `c${index}`);
    void Promise.all(ids.map((id) => engine.submit(event(1, { id }))));
    for (let batch = 0; batch < 3; batch += 1) {
      await settled();
      store.commit();
    }
    await settled();
    expect(store.batches.map(({ commands }) => commands.length)).toEqual([1_000, 1_000, 500]);
    expect(store.batches.flatMap(idsOf)).toEqual(ids);
  });
});

describe('sending ahead', () => {
  test('one full batch is sent ahead while another is written', async () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `c${index}`);
    const answers = Promise.all(ids.map((id) => engine.submit(event(1, { id }))));
    await settled();
    expect(store.batches).toHaveLength(2);
    store.commit();
    await settled();
    expect(store.batches).toHaveLength(3);
    store.commit();
    store.commit();
    expect((await answers).map(({ commandId }) => commandId)).toEqual(ids);
  });

  test('a batch that can still grow is not sent ahead', async () => {
    const answers = Promise.all(Array.from({ length: 1_999 }, () => engine.submit(event(1))));
    await settled();
    expect(store.batches.map(({ commands }) => commands.length)).toEqual([1_000]);
    store.commit();
    await settled();
    store.commit();
    await answers;
  });
});

describe('deferred commands', () => {
  test('deferred commands come first in the next batch, in order', async () => {
    const ids = ['s', 'e1', 'e2', 'e3'];
    const answers = ids.map((id) => engine.submit(id === 's' ? subscribe('pro', { id }) : event(1, { id })));
    await settled();
    answers.push(engine.submit(event(1, { id: 'later' })));
    store.commit((command) =>
      command.kind === 'subscribe' ? done(command) : { commandId: command.id, status: 'deferred' },
    );
    await settled();
    expect(idsOf(store.batches[1])).toEqual(['e1', 'e2', 'e3', 'later']);
    store.commit();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 'done'));
  });
});

describe('the background lane', () => {
  const background = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      void engine.submit(touch(`customer-${index}`, [pool()]), 'background');
    });

  test('fills a whole batch when no requests wait', async () => {
    background(1_500);
    await settled();
    expect(store.batches[0]?.commands).toHaveLength(1_000);
  });

  test('sends only a few commands along with requests', async () => {
    void engine.submit(event(1));
    await settled();
    background(1_500);
    const ids = Array.from({ length: 300 }, (_, index) => `c${index}`);
    for (const id of ids) void engine.submit(event(1, { id }));
    store.commit();
    await settled();
    expect(store.batches[1]?.commands).toHaveLength(350);
    expect(idsOf(store.batches[1]).slice(0, 300)).toEqual(ids);
  });

  test('never takes the place of a request in a full batch', async () => {
    void engine.submit(event(1));
    await settled();
    background(10);
    for (let index = 0; index < 1_000; index += 1) void engine.submit(event(1));
    store.commit();
    await settled();
    expect(store.batches[1]?.commands.every(({ kind }) => kind === 'event')).toBe(true);
    store.commit();
    await settled();
    expect(store.batches[2]?.commands).toHaveLength(10);
  });
});
