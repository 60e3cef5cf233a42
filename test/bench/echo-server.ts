import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The upper limit of any route: Hono on Node that only parses and answers JSON. */
const app = new Hono();
app.get('/', (c) => c.json({ balance: '120', available: '120', state: 'ok' }));
app.post('/', async (c) => c.json(await c.req.json<Record<string, string>>()));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
