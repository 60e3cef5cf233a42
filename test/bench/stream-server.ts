import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createClient } from '../../dist/server/client/client.js';
import { createApp } from '../../dist/server/index.js';
import { MAX_AGE_MS } from '../support/commands.js';
import { API_KEY, TOKEN_SECRET } from './processes.js';

/**
 * Runs our server and a bare `node:http` server that writes the same frame to every listener. A message from the
 * parent makes one of them send, or asks for the memory in use.
 */
const drawdown = await createApp({
  database: ':memory:',
  apiKey: API_KEY,
  tokenSecrets: [TOKEN_SECRET],
  jobs: false,
});
const ours = serve({ fetch: drawdown.app.fetch, port: 0, hostname: '127.0.0.1' });

const listeners = new Set<ServerResponse>();
const bare = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': hello\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}).listen(0, '127.0.0.1');

await Promise.all([ours, bare].map((server) => new Promise((resolve) => server.once('listening', resolve))));
const url = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const client = createClient({ baseUrl: url(ours), apiKey: API_KEY });
const unit = { singular: 'credit', plural: 'credits' };
await client.creditTypes.create({ id: 'tokens', name: 'Tokens', unit });
const meter = { eventName: 'chat', aggregation: 'count' } as const;
const defaultRates = [{ creditTypeId: 'tokens', credits: '1', units: '1' }];
await client.features.create({ id: 'chat', name: 'Chat', unit, meter, defaultRates });
/** One customer spends and the others only wait. There are several because a customer may have at most 500 streams. */
const customers = ['watched', 'idle-1', 'idle-2', 'idle-3', 'idle-4', 'idle-5'];
const tokens: string[] = [];
for (const customerId of customers) {
  await client.customers.put(customerId, {});
  await client.grants.create({ customerId, creditTypeId: 'tokens', amount: '1000000', category: 'paid' });
  tokens.push((await client.customerTokens.create({ customerId, expiresIn: 3600 })).token);
}

type Order = { readonly send: 'ours' | 'bare'; readonly messages: number } | { readonly memory: true };

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.on('SIGTERM', () => process.exit(0));
console.log(`listening on ${url(ours)}|${url(bare)}|${tokens.join('|')} `);

async function obey(order: Order): Promise<number> {
  if ('memory' in order) {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  }
  for (let message = 0; message < order.messages; message += 1) {
    await (order.send === 'ours' ? spend() : writeToAll());
  }
  return 0;
}

let spent = 0;
async function spend(): Promise<void> {
  spent += 1;
  await drawdown.engine.submit({
    kind: 'event',
    id: `evt_${spent}`,
    customerId: 'watched',
    key: { operation: 'events', value: `spend-${spent}`, fingerprint: '' },
    cause: null,
    actor: { type: 'apiKey', id: 'key_bench' },
    requestId: null,
    usage: { featureId: 'chat', quantity: 1_000_000n },
    atMs: null,
    userId: null,
    resourceId: '',
    enforce: false,
    maxAgeMs: MAX_AGE_MS,
  });
}

const balance = await client.customers.balance('watched', 'tokens');
const frame = Buffer.from(`event: balance\nid: 1\ndata: ${JSON.stringify(balance)}\n\n`);
async function writeToAll(): Promise<void> {
  const blocked = [...listeners].filter((response) => !response.write(frame));
  await Promise.all(blocked.map((response) => new Promise((resolve) => response.once('drain', resolve))));
  await new Promise((resolve) => setImmediate(resolve));
}
