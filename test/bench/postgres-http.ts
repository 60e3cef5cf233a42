import { get } from 'node:http';
import { createClient } from '../../dist/server/client/client.js';
import { CONNECTIONS, load, postEvents, postBody, seedOver } from './http.js';
import type { Databases } from './postgres-ledger.js';
import { API_KEY, program, type ServerProcess, startProgram, startServerOn } from './processes.js';
import { compare, type Comparison, median } from './rounds.js';

const BURNS = 60;

export type OverHttp = {
  readonly post: Comparison;
  readonly together: Comparison;
  /** From the request to one instance until the event on a stream of the other, in milliseconds. */
  readonly delays: { readonly median: number; readonly worst: number };
};

export async function benchPostgresHttp(databases: Databases, rounds: number): Promise<OverHttp> {
  const database = await databases.create();
  const servers = [await startServerOn(database), await startServerOn(database)] as const;
  const echo = await startProgram(program('echo-server.ts'));
  try {
    const [one, other] = servers;
    await seedOver(one.url);
    const post = await compare(
      {
        name: 'PostgreSQL: one durable POST /v1/events at 64 connections ÷ bare Hono JSON echo',
        ...{ unit: 'requests/s', reach: 0.2, rounds },
      },
      { ours: () => load(postEvents(one.url)), limit: () => load({ url: echo.url, ...postBody() }) },
    );
    const together = await compare(
      {
        name: 'PostgreSQL: single posts through two instances together, 32 connections each ÷ through one, 64',
        ...{ unit: 'requests/s', reach: 0.8, rounds },
      },
      { ours: () => loadBoth(servers), limit: () => load(postEvents(one.url)) },
    );
    return { post, together, delays: await measureDelays(one, other) };
  } finally {
    await Promise.all([...servers, echo].map((each) => each.stop()));
    await databases.drop(database);
  }
}

async function loadBoth(servers: readonly ServerProcess[]): Promise<number> {
  const connections = CONNECTIONS / servers.length;
  const rates = await Promise.all(servers.map(({ url }) => load({ ...postEvents(url), connections })));
  return rates.reduce((sum, each) => sum + each, 0);
}

/** The burns run in sequence, at moments spread over the polling interval of the watching instance. */
async function measureDelays(one: ServerProcess, other: ServerProcess) {
  const [through, beside] = [one, other].map(({ url }) => createClient({ baseUrl: url, apiKey: API_KEY }));
  if (!through || !beside) throw new Error('two instances are measured');
  const { token } = await beside.customerTokens.create({ customerId: 'customer-1' });
  const stream = await listen(`${other.url}/customer/v1/stream`, token);
  const delays: number[] = [];
  for (let burn = 0; burn < BURNS; burn += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    const heard = stream.next();
    const startedAt = performance.now();
    await through.events.report({ customerId: 'customer-1', featureId: 'chat', idempotencyKey: `delay-${burn}` });
    delays.push((await heard) - startedAt);
  }
  stream.close();
  return { median: median(delays), worst: Math.max(...delays) };
}

type StreamListener = { next(): Promise<number>; close(): void };

function listen(url: string, token: string): Promise<StreamListener> {
  return new Promise((resolve, reject) => {
    let hear: (at: number) => void = () => undefined;
    const request = get(url, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.on('error', () => undefined);
      response.once('data', () => {
        response.on('data', (chunk: Buffer) => {
          if (chunk.includes('event: balance')) hear(performance.now());
        });
        resolve({ next: () => new Promise((heard) => (hear = heard)), close: () => request.destroy() });
      });
    });
    request.once('error', reject);
  });
}
