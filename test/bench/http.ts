import { once } from 'node:events';
import autocannon from 'autocannon';
import { createClient } from '../../dist/server/client/client.js';
import { CUSTOMERS } from './ledger.js';
import { API_KEY, program, startProgram, startServer } from './processes.js';
import { compare, type Comparison, median } from './rounds.js';

export const CONNECTIONS = 64;
const SECONDS = 3;

export async function benchHttp(rounds: number): Promise<{ post: Comparison; get: Comparison }> {
  const [server, echo] = await Promise.all([startServer(), startProgram(program('echo-server.ts'))]);
  try {
    await seedOver(server.url);
    const post = await compare(
      {
        name: 'One durable POST /v1/events at 64 connections ÷ bare Hono JSON echo; rows: entry, command, account, grant, usage',
        unit: 'requests/s',
        reach: 0.4,
        rounds,
      },
      { ours: () => load(postEvents(server.url)), limit: () => load({ url: echo.url, ...postBody() }) },
    );
    const get = await compare(
      { name: 'GET balance at 64 connections ÷ bare Hono GET', unit: 'requests/s', reach: 0.4, rounds },
      { ours: () => load(getBalance(server.url)), limit: () => load({ url: echo.url }) },
    );
    return { post, get };
  } finally {
    await Promise.all([server.stop(), echo.stop()]);
  }
}

const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
const getBalance = (url: string) => ({ url: `${url}/v1/customers/customer-0/balances/tokens`, headers });
/** autocannon replaces `[<id>]` in each request, so that every request is a new event. */
export const postBody = () =>
  ({
    method: 'POST',
    headers,
    idReplacement: true,
    body: JSON.stringify({
      customerId: 'customer-0',
      featureId: 'chat',
      userId: 'user-1',
      idempotencyKey: 'key-[<id>]',
    }),
  }) as const;
export const postEvents = (url: string) => ({ url: `${url}/v1/events`, ...postBody() });

export async function load(options: autocannon.Options): Promise<number> {
  const result = await autocannon({ connections: CONNECTIONS, ...options, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${options.url}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return result['2xx'] / result.duration;
}

/** How much longer the median read takes while the server writes batches, in milliseconds. */
export async function benchDelay(rounds: number): Promise<number> {
  const { url, child, stop } = await startProgram(program('busy-server.ts'));
  const idle: number[] = [];
  const busy: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      idle.push(await medianRead(url));
      child.send(true);
      busy.push(await medianRead(url));
      const written = once(child, 'message');
      child.send(false);
      const [events] = (await written) as [number];
      if (events < 1_000) throw new Error('no batch was written while the reads were measured');
    }
  } finally {
    await stop();
  }
  return median(busy) - median(idle);
}

/** The reads run in sequence, so that the figure does not include queueing among readers. */
async function medianRead(url: string): Promise<number> {
  const { url: balance } = getBalance(url);
  const times: number[] = [];
  for (let read = 0; read < 300; read += 1) {
    const start = performance.now();
    await (await fetch(balance, { headers })).arrayBuffer();
    times.push(performance.now() - start);
  }
  return median(times);
}

export async function seedOver(baseUrl: string): Promise<void> {
  const client = createClient({ baseUrl, apiKey: API_KEY });
  const unit = { singular: 'credit', plural: 'credits' };
  await client.creditTypes.create({ id: 'tokens', name: 'Tokens', unit });
  const meter = { eventName: 'chat', aggregation: 'count' } as const;
  const defaultRates = [{ creditTypeId: 'tokens', credits: '1', units: '1' }];
  await client.features.create({ id: 'chat', name: 'Chat', unit, meter, defaultRates });
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const customerId = `customer-${index}`;
    await client.customers.put(customerId, {});
    await client.grants.create({ customerId, creditTypeId: 'tokens', amount: '1000000000', category: 'paid' });
  }
}
