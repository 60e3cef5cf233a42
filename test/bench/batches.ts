import { typeid } from 'typeid-js';
import { seedOver } from './http.js';
import { batchPath } from './ingest.js';
import { CUSTOMERS } from './ledger.js';
import { API_KEY, startServer } from './processes.js';
import { compare, type Comparison, rate } from './rounds.js';

const BATCH = 1_000;
const BATCHES = 20;
const SENDERS = 3;

/** Posts the same 1,000-event batches over HTTP and to the engine in this process. */
export async function benchBatches(rounds: number): Promise<Comparison> {
  const server = await startServer();
  try {
    await seedOver(server.url);
    return await compare(
      {
        name: 'POST /v1/events/batch of 1,000 ÷ the batch path in this process; rows: entries, commands, accounts, grants, usage',
        unit: 'events/s',
        reach: 0.6,
        rounds,
      },
      { ours: () => overHttp(server.url), limit: batchPath },
    );
  } finally {
    await server.stop();
  }
}

function overHttp(url: string): Promise<number> {
  const bodies = Array.from({ length: BATCHES }, batchBody);
  const send = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await sendBatch(url, body);
  };
  return rate(BATCH * BATCHES, async () => {
    await Promise.all(Array.from({ length: SENDERS }, send));
  });
}

async function sendBatch(url: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/events/batch`, { method: 'POST', headers, body });
  const { results } = (await response.json()) as { results?: { eventId?: string }[] };
  if (results?.every(({ eventId }) => eventId !== undefined) !== true) throw new Error('an event was refused');
}

const batchBody = (): string =>
  JSON.stringify({
    events: Array.from({ length: BATCH }, (_, index) => ({
      customerId: `customer-${index % CUSTOMERS}`,
      idempotencyKey: typeid('key').toString(),
      featureId: 'chat',
      userId: `user-${index % 7}`,
    })),
  });
