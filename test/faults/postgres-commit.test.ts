import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../server/store/ports/store.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { auditDatabase, openStore } from '../store/postgres-database.js';
import { allEntries } from '../store/digest.js';
import { event, grant, newPeople, people, pool, seedStore, START_MS } from '../support/commands.js';
import { blocked, newDatabase, type TestDatabase } from '../support/postgres.js';
import { type Interceptor, type Link, startProxy, type TcpProxy } from './tcp-proxy.js';

let database: TestDatabase;
let proxy: TcpProxy;
let store: Store;

beforeAll(async () => {
  database = await newDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await startProxy({ host: hostname, port: Number(port || 5432) });
  store = await openStore(proxy.through(database.url));
  await seedStore(store);
});
beforeEach(() => newPeople(store));
afterEach(() => {
  proxy.onRequest(null);
  proxy.onAnswer(null);
});
afterAll(async () => {
  await store.close();
  await proxy.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
});

const firstCommit = (act: (chunk: Buffer, link: Link) => boolean): Interceptor => {
  let seen = false;
  return (chunk, link) => {
    if (seen || !chunk.includes('COMMIT\0')) return true;
    seen = true;
    return act(chunk, link);
  };
};

const batch = () => [grant(10), event(3), event(0), event(99, { enforce: true }), event(1, { customerId: people.bob })];
const transact = async () => {
  const commands = batch();
  return { commands, ...(await store.transact(commands, START_MS)) };
};

async function expectOnce({ commands, outcomes, changed }: Awaited<ReturnType<typeof transact>>): Promise<void> {
  expect(outcomes.map((outcome) => ('duplicate' in outcome ? outcome.duplicate : outcome))).toEqual(
    Array(5).fill(false),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'refused', 'done']);
  expect(outcomes.map(({ commandId }) => commandId)).toEqual(commands.map(({ id }) => id));
  expect(changed).toEqual(expect.arrayContaining([pool(people.ada), pool(people.bob)]));
  expect((await allEntries(store, pool())).map(({ type }) => type)).toEqual(['granted', 'consumed']);
  expect(await allEntries(store, pool(people.bob))).toHaveLength(1);
  const again = await store.transact(
    commands.map((command) => ({ ...command, id: `${command.id}_2` })),
    START_MS,
  );
  expect(again.outcomes).toEqual(outcomes.map((outcome) => ({ ...outcome, duplicate: true })));
}

test('a connection cut before COMMIT arrives: the next attempt writes the batch', async () => {
  proxy.onRequest(
    firstCommit((_, link) => {
      link.cut();
      return false;
    }),
  );
  await expectOnce(await transact());
});

test('a connection cut after COMMIT: the batch is found and answered as before', async () => {
  proxy.onRequest(
    firstCommit((_, link) => {
      // The server commits, but its answer is lost.
      proxy.onAnswer((__, answered) => {
        if (answered !== link) return true;
        link.cut();
        return false;
      });
      return true;
    }),
  );
  await expectOnce(await transact());
});

test('a COMMIT answered with an error by a proxy: the batch is found', async () => {
  const said = Buffer.from('SFATAL\0VFATAL\0C08P01\0Mserver conn crashed?\0\0');
  const head = Buffer.from([0x45, 0, 0, 0, said.length + 4]);
  proxy.onRequest(
    firstCommit((_, link) => {
      proxy.onAnswer((__, answered) => {
        if (answered !== link) return true;
        link.toClient.end(Buffer.concat([head, said]));
        return false;
      });
      return true;
    }),
  );
  await expectOnce(await transact());
});

test('a COMMIT still on its way: the next attempt waits for its end', async () => {
  let arrive: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    proxy.onRequest(
      firstCommit((chunk, link) => {
        arrive = () => link.toServer.write(chunk);
        link.cutClient();
        resolve();
        return false;
      }),
    );
  });
  const sent = transact();
  await held;
  // The lost transaction still holds its locks. A lookup of its keys would find nothing and wrongly report a failure.
  await expect.poll(() => blocked(database)).toBe(1);
  expect(await database.query('SELECT id FROM commands WHERE customer_id = $1', [people.ada])).toEqual([]);
  arrive();
  await expectOnce(await sent);
});

test('connections cut in the middle of a batch: the whole batch runs again', async () => {
  let cuts = 0;
  proxy.onRequest((chunk, link) => {
    if (cuts >= 2 || !chunk.includes('INSERT INTO entries')) return true;
    cuts += 1;
    link.cut();
    return false;
  });
  await expectOnce(await transact());
  expect(cuts).toBe(2);
});

test('a server that stays away: unavailable after five attempts, and served again after its return', async () => {
  let attempts = 0;
  proxy.onRequest((chunk, link) => {
    if (chunk.includes('BEGIN')) attempts += 1;
    link.cut();
    return false;
  });
  const commands = batch();
  await expect(store.transact(commands, START_MS)).rejects.toThrow(StoreUnavailable);
  await expect(store.balances(people.ada, {}, START_MS)).rejects.toThrow(StoreUnavailable);
  expect(attempts).toBeGreaterThan(0);
  proxy.onRequest(null);
  const { outcomes, changed } = await store.transact(commands, START_MS);
  await expectOnce({ commands, outcomes, changed });
});
