import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasBalance, seenBy, type StreamServer, serveSandbox } from '../streaming/served.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { grantTo } from '../support/sandbox.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

let database: TestDatabase;
let proxy: TcpProxy;
/** Connects to the database through the proxy. */
let slow: StreamServer;
let other: StreamServer;

beforeAll(async () => {
  database = await newDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await startProxy({ host: hostname, port: Number(port || 5432) });
  const open = (url: string) => serveSandbox({ database: { url }, jobs: false });
  [slow, other] = [await open(proxy.through(database.url)), await open(database.url)];
});
afterAll(async () => {
  await Promise.all([slow.close(), other.close()]);
  await proxy.close();
  await database.drop();
});

/** Holds back the next COMMIT of a batch. Resolves with the function that lets it pass. */
function holdCommit(): Promise<() => void> {
  return new Promise((resolve) => {
    proxy.onRequest((chunk, link) => {
      // Reads commit too. A connection that inserted entries before its COMMIT carries a batch.
      if (!chunk.includes('COMMIT\0') || !writing.has(link)) {
        if (chunk.includes('INSERT INTO entries')) writing.add(link);
        return true;
      }
      proxy.onRequest(null);
      resolve(() => link.toServer.write(chunk));
      return false;
    });
    const writing = new WeakSet();
  });
}

test('streams do not skip a commit that arrives after younger commits', async () => {
  await grantTo(slow, 'ada', '10');
  await grantTo(slow, 'bob', '10');
  const [ada, bob] = [await other.watch('ada'), await other.watch('bob')];
  const held = holdCommit();
  const late = slow.burn('ada', '3');
  const letPass = await held;
  // Bob's burns commit later and are seen first. Ada's version does not skip, because versions count per account.
  await other.burn('bob');
  await bob.next(hasBalance('9'));
  await other.burn('bob');
  await bob.next(hasBalance('8'));
  expect(seenBy(ada).map(({ balance }) => balance)).toEqual(['10']);
  letPass();
  await late;
  await ada.next(hasBalance('7'));
  await slow.burn('ada');
  await ada.next(hasBalance('6'));
  for (const reader of [ada, bob]) {
    const versions = seenBy(reader).map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3]);
    reader.hangUp();
  }
});
