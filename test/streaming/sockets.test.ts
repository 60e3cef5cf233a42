import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { grantTo } from '../support/sandbox.js';
import { openStream, type Reader } from '../support/sse.js';
import { hasBalance, seenBy, type StreamServer, serveSandbox } from './served.js';

let server: StreamServer;
const readers: Reader[] = [];
let customer = '';
let customers = 0;

beforeAll(async () => {
  server = await serveSandbox();
});
afterAll(() => server.close());
beforeEach(async () => {
  customer = `customer-${(customers += 1)}`;
  await server.request('PUT', `/v1/customers/${customer}`, {});
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.hangUp();
});

async function watch(customerId = customer): Promise<Reader> {
  const reader = await server.watch(customerId);
  readers.push(reader);
  return reader;
}

const versionsOf = (reader: Reader) => seenBy(reader).map(({ version }) => version);
const isSorted = (versions: readonly number[]) =>
  versions.every((version, index) => version > (versions[index - 1] ?? -1));

describe('a stream', () => {
  test('starts with the current state, followed by each commit', async () => {
    await grantTo(server, customer, '10');
    const reader = await watch();
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.events[0]).toMatchObject({ event: 'snapshot', data: { balances: [{ balance: '10', version: 1 }] } });
    await server.burn(customer, '4');
    const { id, data } = await reader.next(hasBalance('6'));
    expect([id, data.version]).toEqual(['2', 2]);
    await grantTo(server, customer, '1.5');
    await reader.next(hasBalance('7.5'));
    expect(versionsOf(reader)).toEqual([1, 2, 3]);
  });

  test('of a customer without pools starts empty and receives the first pool', async () => {
    const reader = await watch();
    expect(reader.events[0]?.data.balances).toEqual([]);
    await grantTo(server, customer, '3');
    expect((await reader.next(hasBalance('3'))).data).toMatchObject({ name: 'AI Tokens', state: 'ok' });
  });

  test('under load with reconnecting tabs, versions never decrease and the last state arrives', async () => {
    await grantTo(server, customer, '1000');
    const opening: Promise<Reader>[] = [];
    for (let round = 0; round < 30; round += 1) {
      opening.push(watch());
      await Promise.all(Array.from({ length: 10 }, () => server.burn(customer)));
    }
    await server.burn(customer, '100');
    for (const reader of await Promise.all(opening)) {
      await expect.poll(() => seenBy(reader).at(-1)?.balance).toBe('600');
      expect(isSorted(versionsOf(reader)), versionsOf(reader).join()).toBe(true);
    }
  });

  test.each(['1', '999', 'garbage', '', '%00', '5,customer-1'])(
    'resumed after %j shows the current state',
    async (id) => {
      await grantTo(server, customer, '10');
      const reader = await openStream(server.url, await server.tokenFor(customer), { 'last-event-id': id });
      readers.push(reader);
      const { data } = await reader.next(({ event }) => event === 'snapshot');
      expect(data.balances).toMatchObject([{ balance: '10' }]);
    },
  );

  test('that was lost shows the current state when it reopens', async () => {
    await grantTo(server, customer, '10');
    const lost = await watch();
    lost.hangUp();
    await server.burn(customer, '3');
    expect(seenBy(await watch())).toMatchObject([{ balance: '7', version: 2 }]);
  });

  test('never carries data of another customer', async () => {
    const mine = await watch();
    const stranger = await watch('bob');
    await grantTo(server, 'bob', '77');
    await stranger.next(hasBalance('77'));
    await grantTo(server, customer, '5');
    await mine.next(hasBalance('5'));
    await stranger.next(hasBalance('77'));
    expect(seenBy(mine).map(({ balance }) => balance)).toEqual(['5']);
    expect(seenBy(stranger).map(({ balance }) => balance)).toEqual(['77']);
  });

  test('without a reader is closed', async () => {
    const reader = await watch();
    const response = server.responses.at(-1);
    reader.hangUp();
    await expect.poll(() => response?.closed).toBe(true);
    await grantTo(server, customer, '5');
  });
});

describe('the end of a stream', () => {
  test('the stream beyond five hundred is a problem, until another one ends', async () => {
    const token = await server.tokenFor(customer);
    const headers = { authorization: `Bearer ${token}` };
    const open = async () => server.app.request('/customer/v1/stream', { headers });
    const streams = await Promise.all(Array.from({ length: 500 }, open));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    const refused = await open();
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'too_many_streams' }]);
    await streams[0]?.body?.cancel();
    const again = await open();
    expect(again.status).toBe(200);
    for (const { body } of [...streams.slice(1), again]) await body?.cancel();
  });

  test('a shutdown says goodbye', async () => {
    const closing = await serveSandbox();
    const open = await Promise.all([closing.watch('ada'), closing.watch('bob')]);
    closing.endStreams();
    await Promise.all(open.map(({ ended }) => ended));
    expect(open.map(({ events }) => events.at(-1)?.data.reason)).toEqual(['shutdown', 'shutdown']);
    await closing.close();
  });
});
