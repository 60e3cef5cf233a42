import { serve } from '@hono/node-server';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStream, type Pool, type Reader } from '../support/sse.js';
import { openSandbox, type Sandbox, seed } from '../support/sandbox.js';

export type StreamServer = Sandbox & {
  readonly url: string;
  readonly responses: readonly ServerResponse[];
  /** Opens a stream as the customer and waits for its snapshot. */
  watch(customerId: string): Promise<Reader>;
  burn(customerId: string, quantity?: string): Promise<void>;
};

export async function serveSandbox(options: Parameters<typeof openSandbox>[0] = {}): Promise<StreamServer> {
  const sandbox = await openSandbox(options);
  await seed(sandbox);
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: sandbox.app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started as Server),
    );
  });
  const responses: ServerResponse[] = [];
  server.on('request', (_request, response: ServerResponse) => responses.push(response));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let reports = 0;
  return {
    ...sandbox,
    url,
    responses,
    async watch(customerId) {
      const reader = await openStream(url, await sandbox.tokenFor(customerId));
      await reader.next(({ event }) => event === 'snapshot');
      return reader;
    },
    async burn(customerId, quantity = '1') {
      const report = { customerId, featureId: 'emails', quantity, idempotencyKey: `burn-${(reports += 1)}` };
      const { status } = await sandbox.request('POST', '/v1/events', report);
      if (status !== 200) throw new Error(`a burn was answered with ${status}`);
    },
    async close() {
      sandbox.endStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    },
  };
}

export const seenBy = (reader: Reader, creditTypeId = 'ai-tokens'): Pool[] =>
  reader.events
    .flatMap(({ event, data }) =>
      event === 'snapshot' ? (data.balances ?? []) : event === 'balance' ? [data as Pool] : [],
    )
    .filter((pool) => pool.creditTypeId === creditTypeId);

export const hasBalance =
  (balance: string) =>
  ({ event, data }: Reader['events'][number]): boolean =>
    event === 'balance' && data.balance === balance;
