import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Balance } from '../../server/contract/index.js';
import type { Engine } from '../../server/engine/engine.js';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import { createHub, type Hub } from '../../server/streaming/hub.js';
import { nodeOutlet, STREAM_HEADERS } from '../../server/streaming/outlet.js';
import { pool } from '../support/commands.js';
import { openStream, type Reader } from '../support/sse.js';
import { seenBy } from './served.js';

/** Large states fill the kernel's buffers of some megabytes quickly. */
const STATE_BYTES = 64 * 1024;
const POOLS = ['images', 'tokens'];

let hub: Hub;
let commit: (changed: readonly AccountRef[]) => void = () => undefined;
let version = 0;
let lifeMs = 3_600_000;
const responses: ServerResponse[] = [];
const state = (creditTypeId: string) =>
  ({ creditTypeId, resourceId: null, version, validUntil: null, name: 'x'.repeat(STATE_BYTES) }) as Balance;

const server = createServer((_request, response) => {
  responses.push(response);
  response.writeHead(200, STREAM_HEADERS);
  void hub.join('ada', nodeOutlet(response), lifeMs).greet();
});

beforeAll(async () => {
  const engine: Pick<Engine, 'clock' | 'catchUp' | 'onCommit'> = {
    clock: { nowMs: Date.now, steady: () => true },
    catchUp: () => Promise.resolve(),
    onCommit(listener) {
      commit = listener;
      return () => undefined;
    },
  };
  hub = createHub({
    engine: engine as Engine,
    balances: () => Promise.resolve(POOLS.map(state)),
    balance: ({ creditTypeId }) => Promise.resolve(state(creditTypeId)),
    onError: (error) => {
      throw error;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  hub.stop();
  server.closeAllConnections();
  server.close();
});

async function watch(): Promise<Reader> {
  const reader = await openStream(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
  await reader.next(({ event }) => event === 'snapshot');
  return reader;
}

async function change(): Promise<void> {
  version += 1;
  commit(POOLS.map((creditTypeId) => pool('ada', creditTypeId)));
  await new Promise(setImmediate);
}

const versionsOf = (reader: Reader, creditTypeId: string) => seenBy(reader, creditTypeId).map((seen) => seen.version);

test('a slow reader uses no memory and gets the newest state of each pool; others miss nothing', async () => {
  const slow = await watch();
  const response = responses.at(-1);
  if (!response) throw new Error('no response');
  const quick = await watch();
  slow.pause();
  while (!response.writableNeedDrain) await change();
  const behindAt = version;

  let largest = 0;
  for (let round = 0; round < 200; round += 1) {
    await change();
    largest = Math.max(largest, response.writableLength);
  }
  // The response holds only the frame that filled the connection, and none of the 25 MB after it.
  expect(largest).toBeLessThan(4 * STATE_BYTES);
  await quick.next(({ data }) => data.version === version);

  slow.resume();
  await slow.next(({ data }) => data.version === version && data.creditTypeId === 'images');
  await slow.next(({ data }) => data.version === version && data.creditTypeId === 'tokens');
  for (const creditTypeId of POOLS) {
    const seen = versionsOf(slow, creditTypeId);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.filter((each) => each > behindAt).length).toBeLessThan(10);
  }
  await change();
  await slow.next(({ data }) => data.version === version && data.creditTypeId === 'tokens');
});

test('a connection that closed before it was accepted is not kept', async () => {
  const before = hub.size;
  const gone = responses[0];
  responses.forEach((response) => response.destroy());
  await expect.poll(() => hub.size).toBe(0);
  expect(before).toBeGreaterThan(0);
  if (!gone) throw new Error('no response');
  await expect.poll(() => gone.closed).toBe(true);
  await hub.join('ada', nodeOutlet(gone), 1_000).greet();
  await expect.poll(() => hub.size).toBe(0);
});

test('commits between the end of a stream and its close cause no error, and the goodbye arrives', async () => {
  lifeMs = 500;
  const reader = await watch();
  const response = responses.at(-1);
  reader.pause();
  while (response?.writableNeedDrain === false) await change();
  await expect.poll(() => response?.writableEnded).toBe(true);
  // Writing to an ended response would emit an error event without a listener, which ends the process.
  for (let round = 0; round < 10; round += 1) await change();
  reader.resume();
  await reader.ended;
  expect(reader.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'token_expired' } });
});
