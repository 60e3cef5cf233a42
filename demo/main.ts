import type { Server } from 'node:http';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { serve } from '@hono/node-server';
import { createClient } from 'drawdown/client';
import { createApp, type Drawdown } from 'drawdown/server';
import { createHost } from './host/app.js';
import { seed } from './seed/seed.js';

async function main(): Promise<void> {
  // Loopback by default, because this product gives customer tokens to anyone.
  const hostname = process.env['HOST'] ?? '127.0.0.1';
  const database = process.env['DEMO_DATABASE'] ?? './data/demo.db';
  const colleagues = process.env['DEMO_COLLEAGUES'] !== 'off';
  mkdirSync(dirname(database), { recursive: true });

  // Listens before it opens the database, so that a taken port fails early.
  const [app, setApp] = defer<Host>();
  const wantedPort = Number(process.env['PORT'] ?? '8787');
  const server = await listen(async (request, env) => (await app).fetch(request, env), hostname, wantedPort);
  const { port } = server.address() as AddressInfo;
  const drawdown = await createApp({ database, sandbox: true });
  stopOnSignal(drawdown, server);

  const client = createClient({ baseUrl: `http://${reachable(hostname)}:${port}`, apiKey: drawdown.apiKey });
  const [ready, setReady] = defer<true>();
  setApp(createHost({ client, ready, colleagues }).route('/', drawdown.app));
  await seed(client);
  drawdown.start();
  setReady(true);
  console.log(`listening on http://localhost:${port}/`);
}

type Fetch = Parameters<typeof serve>[0]['fetch'];
type Host = ReturnType<typeof createHost>;

function defer<T>(): [Promise<T>, (value: T) => void] {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return [promise, resolve];
}

/** Clients cannot connect to the address that stands for all interfaces. */
const reachable = (hostname: string): string => (/^(0\.0\.0\.0|::)$/.test(hostname) ? '127.0.0.1' : hostname);

function listen(fetch: Fetch, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, () => resolve(server as Server));
    server.once('error', reject);
  });
}

/** The first signal lets running requests finish; the second exits at once. */
function stopOnSignal(drawdown: Drawdown, server: Server): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    void drain(drawdown, server).then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function drain(drawdown: Drawdown, server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  drawdown.endStreams();
  // Browsers keep a connection open after its stream has ended.
  const idleTimer = setInterval(() => server.closeIdleConnections(), 50);
  const cutTimer = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearInterval(idleTimer);
  clearTimeout(cutTimer);
  await drawdown.stop();
}

function fail(error: unknown): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const port = process.env['PORT'] ?? '8787';
  if (taken) console.error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=8788 npm start`);
  else console.error(error instanceof Error ? `The demo could not start: ${error.message}` : error);
  process.exit(1);
}

main().catch(fail);
