import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApp } from '../../dist/server/index.js';
import { eventCommands, seed } from './ledger.js';
import { API_KEY, TOKEN_SECRET } from './processes.js';

/** A server that writes batches of 1,000 events in sequence between the messages `true` and `false` of its parent. */
const drawdown = await createApp({
  database: ':memory:',
  apiKey: API_KEY,
  tokenSecrets: [TOKEN_SECRET],
  jobs: false,
});
await seed(drawdown.store, drawdown.engine);

let busy = false;
process.on('message', (message: boolean) => {
  busy = message;
  if (busy) void writeBatches();
});
process.on('SIGTERM', () => process.exit(0));

async function writeBatches(): Promise<void> {
  let events = 0;
  while (busy) {
    await Promise.all(eventCommands(1_000).map((command) => drawdown.engine.submit(command)));
    events += 1_000;
  }
  process.send?.(events);
}

serve({ fetch: drawdown.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
