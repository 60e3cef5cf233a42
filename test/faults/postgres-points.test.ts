import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TransactionResult } from '../../server/store/ports/ledger.js';
import type { Store } from '../../server/store/ports/store.js';
import { StoreUnavailable } from '../../server/store/ports/unavailable.js';
import { allEntries } from '../store/digest.js';
import { auditDatabase, openStore } from '../store/postgres-database.js';
import { event, grant, newPeople, people, pool, seedStore, START_MS } from '../support/commands.js';
import { newDatabase, type TestDatabase } from '../support/postgres.js';
import { type Link, startProxy, type TcpProxy } from './tcp-proxy.js';
import { type Message, messages, statementOf } from './wire.js';

/**
 * The tests record one healthy batch, from the connection's first message to the answer of its COMMIT. Then they repeat
 * the batch and let the network fail at a different message each time.
 */

let database: TestDatabase;
let proxy: TcpProxy;
let store: Store;

/** A message of the healthy batch: its sender, its index among the sender's messages, and its statement. */
type Point = { readonly from: 'client' | 'server'; readonly index: number; readonly label: string };
let points: readonly Point[];

beforeAll(async () => {
  database = await newDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await startProxy({ host: hostname, port: Number(port || 5432) });
  const url = new URL(proxy.through(database.url));
  // Lost answers would otherwise delay each case by half a minute.
  url.searchParams.set('query_timeout', '400');
  store = await openStore(url.href);
  await seedStore(store);
  await newPeople(store);
  // Only the first batch loads the catalog, so it is not recorded.
  await store.transact(batch(), START_MS);
  await newPeople(store);
  points = await record();
});
beforeEach(() => expect(points.map(({ label }) => label)).toEqual(expect.arrayContaining(['client COMMIT'])));
afterAll(async () => {
  await store.close();
  await proxy.close();
  expect(await auditDatabase(database)).toEqual([]);
  await database.drop();
});

const batch = () => [grant(10), event(3), event(0), event(99, { enforce: true }), event(1, { customerId: people.bob })];

/** Calls `look` for each message of the next new connection, and passes on the messages for which it returns `true`. */
function watchNext(look: (from: Point['from'], message: Message, index: number, link: Link) => boolean): void {
  let watched: Link | undefined;
  const sides = { client: { split: messages('client'), count: 0 }, server: { split: messages('server'), count: 0 } };
  const pass = (from: Point['from'], chunk: Buffer, link: Link): boolean => {
    if (link !== watched) return true;
    const side = sides[from];
    for (const message of side.split(chunk)) {
      const to = from === 'client' ? link.toServer : link.toClient;
      if (look(from, message, side.count, link) && to.writable) to.write(message.bytes);
      side.count += 1;
    }
    return false;
  };
  proxy.cutAll();
  proxy.onRequest((chunk, link) => {
    watched ??= link;
    return pass('client', chunk, link);
  });
  proxy.onAnswer((chunk, link) => pass('server', chunk, link));
}

function watchNoMore(): void {
  proxy.onRequest(null);
  proxy.onAnswer(null);
}

async function record(): Promise<Point[]> {
  const found: Point[] = [];
  let statement = 'connect';
  watchNext((from, message, index) => {
    if (from === 'client') statement = statementOf(message) || statement;
    found.push({ from, index, label: `${from} ${statement}` });
    return true;
  });
  await store.transact(batch(), START_MS);
  watchNoMore();
  return found;
}

type Fault = {
  readonly passes: boolean;
  readonly strike: (link: Link) => void;
  /** Drops all later messages in both directions until the client gives up. */
  readonly isSilent?: true;
};

async function failAt(point: Point, { passes, strike, isSilent }: Fault): Promise<void> {
  await newPeople(store);
  const commands = batch();
  let hasStruck = false;
  watchNext((from, _message, index, link) => {
    if (hasStruck) return !isSilent;
    if (from !== point.from || index !== point.index) return true;
    hasStruck = true;
    strike(link);
    return passes;
  });
  const first = await store.transact(commands, START_MS).catch((error: unknown) => error as Error);
  watchNoMore();
  expect(hasStruck, 'it was struck').toBe(true);
  await expectOneEffectOrNone(commands, first);
}

async function expectOneEffectOrNone(
  commands: ReturnType<typeof batch>,
  first: TransactionResult | Error,
): Promise<void> {
  const repeated = commands.map((command) => ({ ...command, id: `${command.id}_again` }));
  const again = await store.transact(repeated, START_MS);
  const duplicates = again.outcomes.map((outcome) => 'duplicate' in outcome && outcome.duplicate);
  if (first instanceof Error) {
    // The caller cannot know the outcome. The retry must show that all of the batch was written, or none of it.
    expect(first).toBeInstanceOf(StoreUnavailable);
    expect(new Set(duplicates).size).toBe(1);
  } else {
    expect(first.outcomes.map((outcome) => 'duplicate' in outcome && outcome.duplicate)).toEqual(Array(5).fill(false));
    expect(again.outcomes).toEqual(first.outcomes.map((outcome) => ({ ...outcome, duplicate: true })));
    expect(first.changed).toEqual(expect.arrayContaining([pool(people.ada), pool(people.bob)]));
  }
  expect((await allEntries(store, pool())).map(({ type }) => type)).toEqual(['granted', 'consumed']);
  expect(await allEntries(store, pool(people.bob))).toHaveLength(1);
}

async function failAtEach(chosen: readonly Point[], fault: Fault): Promise<void> {
  expect(chosen).not.toEqual([]);
  for (const point of chosen) {
    try {
      await failAt(point, fault);
    } catch (error) {
      throw new Error(`at message ${point.index} of the ${point.label}`, { cause: error });
    }
  }
}

const sentBy = (from: Point['from']) => points.filter((point) => point.from === from);
/** The last message of each statement, because the server acts on a statement only when it is complete. */
const lastOf = (from: Point['from']) =>
  sentBy(from).filter((point, place, all) => all[place + 1]?.label !== point.label);
const LONG_MS = 120_000;

test('a connection cut before any message: all or nothing is written', { timeout: LONG_MS }, () =>
  failAtEach(sentBy('client'), { passes: false, strike: (link) => link.cut() }),
);

test('a connection cut before any answer: all or nothing is written', { timeout: LONG_MS }, () =>
  failAtEach(lastOf('server'), { passes: false, strike: (link) => link.cut() }),
);

test('a server that closes its side after any answer: all or nothing is written', { timeout: LONG_MS }, () =>
  failAtEach(lastOf('client'), { passes: true, strike: (link) => link.toClient.end() }),
);

test('a client side that closes before any message arrives: all or nothing is written', { timeout: LONG_MS }, () =>
  failAtEach(lastOf('client'), { passes: false, strike: (link) => link.toServer.end() }),
);

test('a silent connection from any message on: all or nothing is written', { timeout: LONG_MS }, () => {
  // A connection attempt without an answer waits for the pool's five seconds, so one case suffices.
  const connected = lastOf('client').filter(({ label }) => label !== 'client connect');
  return failAtEach([...sentBy('client').slice(0, 1), ...connected], { passes: false, strike: noop, isSilent: true });
});

function noop(): void {
  // Silence needs no action.
}
