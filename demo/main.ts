import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createClient } from 'drawdown/client';
import { createApp, type Drawdown, listen, type Listening, type ListenOptions, stopOnSignal } from 'drawdown/server';
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
  const fetch: ListenOptions['fetch'] = async (request, env) => (await app).fetch(request, env);
  const listening = await listen({ fetch, host: hostname, port: wantedPort });
  const { port } = listening;
  const drawdown = await createApp({ database, sandbox: true });
  stopOnSignal(() => drain(drawdown, listening), fail);

  const client = createClient({ baseUrl: `http://${reachable(hostname)}:${port}`, apiKey: drawdown.apiKey });
  const [ready, setReady] = defer<true>();
  setApp(createHost({ client, ready, colleagues }).route('/', drawdown.app));
  await seed(client);
  drawdown.start();
  setReady(true);
  console.log(`listening on http://localhost:${port}/`);
}

type Host = ReturnType<typeof createHost>;

function defer<T>(): [Promise<T>, (value: T) => void] {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return [promise, resolve];
}

/** Clients cannot connect to the address that stands for all interfaces. */
const reachable = (hostname: string): string => (/^(0\.0\.0\.0|::)$/.test(hostname) ? '127.0.0.1' : hostname);

async function drain(drawdown: Drawdown, listening: Listening): Promise<void> {
  const closed = listening.close();
  drawdown.endStreams();
  await closed;
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
