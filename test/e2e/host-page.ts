import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

export type HostPage = { readonly html: string; readonly headers?: Readonly<Record<string, string>> };

export type Host = {
  readonly origin: string;
  readonly api: string;
  readonly sandbox: Sandbox;
  show(page: HostPage): void;
  close(): Promise<void>;
};

async function listening(server: Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * `ada` has credits from three grants and usage by two features; `bob` has none. The `customer` parameter of `/token`
 * selects the signed-in customer, `ada` by default.
 */
export async function openHost(): Promise<Host> {
  let page: HostPage = { html: '' };
  const host = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/token') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
      return;
    }
    void sandbox.tokenFor(searchParams.get('customer') ?? 'ada').then((token) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ token }));
    });
  }).listen(0, 'localhost');
  const origin = `http://localhost:${await listening(host)}`;
  const sandbox = await openSandbox({ allowedOrigins: [origin] });
  await seed(sandbox);
  await grantTo(sandbox, 'ada', '1000');
  for (const days of [30, 60]) {
    await grantTo(sandbox, 'ada', '100', { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() });
  }
  for (const [featureId, quantity] of [
    ['emails', '6'],
    ['tokens-used', '4000'],
  ]) {
    const used = await sandbox.request('POST', '/v1/events', {
      customerId: 'ada',
      featureId,
      quantity,
      idempotencyKey: `used-${featureId}`,
    });
    if (used.status >= 300) throw new Error(JSON.stringify(used.body));
  }
  const credits = serve({ fetch: sandbox.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  const api = `http://127.0.0.1:${await listening(credits)}`;
  return {
    origin,
    api,
    sandbox,
    show: (next) => void (page = next),
    async close() {
      for (const server of [host, credits]) {
        server.closeAllConnections();
        server.close();
      }
      await sandbox.close();
    },
  };
}
