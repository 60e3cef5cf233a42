import { createServer } from 'node:http';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { API_KEY, runServer, type ServerProcess, startServer } from '../support/server-process.js';
import { openStream, type Reader } from '../support/sse.js';
import { auditFile, newFolder } from '../store/sqlite-file.js';

let folder: ReturnType<typeof newFolder>;
let database: string;
beforeEach(() => {
  folder = newFolder();
  database = join(folder.path, 'ledger.db');
});
afterEach(() => folder.remove());

describe('SIGTERM', () => {
  let server: ServerProcess;
  let client: Client;
  let tokens: string[];
  beforeEach(async () => {
    server = await startServer(database);
    client = connect(server.url);
    await seedOver(client, ['ada', 'bob']);
    await give(client, 'ada', '1000000');
    tokens = await Promise.all(
      ['ada', 'bob'].map(
        async (customerId) =>
          (await client.must<{ token: string }>('POST', '/v1/customer-tokens', { customerId })).token,
      ),
    );
  });
  afterEach(() => {
    client.close();
    server.child.kill('SIGKILL');
  });

  const openStreams = async (count: number): Promise<Reader[]> => {
    const readers = await Promise.all(
      Array.from({ length: count }, (_, index) => openStream(server.url, tokens[index % tokens.length] ?? '')),
    );
    await Promise.all(readers.map((reader) => reader.next(({ event }) => event === 'snapshot')));
    return readers;
  };

  test('under load with open streams, accepted requests are answered, streams say goodbye, the exit is clean', async () => {
    const readers = await openStreams(40);
    const answered: string[] = [];
    let isRefused = false;
    let index = 0;
    const senders = Array.from({ length: 20 }, async () => {
      while (!isRefused) {
        const idempotencyKey = `e${(index += 1)}`;
        try {
          const report = { customerId: 'ada', featureId: 'mail', idempotencyKey };
          const { status, body } = await client.send('POST', '/v1/events', report);
          expect(status).toBe(200);
          answered.push(String(body['eventId']));
        } catch {
          // The connection was closed or refused: a request sent on it must have had no effect.
          isRefused = true;
        }
      }
    });
    await expect.poll(() => answered.length).toBeGreaterThan(100);
    const end = await server.end('SIGTERM');
    await Promise.all([...senders, ...readers.map(({ ended }) => ended)]);
    expect(end, server.log()).toEqual({ code: 0, signal: null });
    for (const reader of readers) {
      expect(reader.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'shutdown' } });
    }
    const { violations, entries } = auditFile(database);
    expect(violations).toEqual([]);
    const stored = entries.map(({ eventId }) => eventId).filter((id) => id !== null);
    expect(new Set(stored)).toEqual(new Set(answered));
  });

  test('a reader that stops reading does not delay the exit', async () => {
    const [reader] = await openStreams(1);
    reader?.pause();
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('a second signal ends the server despite a hanging request', async () => {
    // An unfinished request keeps the first signal waiting.
    const socket = connectSocket(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${API_KEY}\r\n`);
    socket.write('content-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    socket.on('error', () => undefined);
    const [reader] = await openStreams(1);
    server.child.kill('SIGTERM');
    await reader?.ended;
    expect(server.child.exitCode).toBeNull();
    expect(await server.end('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(auditFile(database).violations).toEqual([]);
    socket.destroy();
  });
});

describe('a server that cannot start', () => {
  test('reports every configuration problem at once', async () => {
    const { code, log } = await runServer({
      ...{ PORT: 'many', DATABASE_URL: 'mysql://x', DRAWDOWN_API_KEY: 'short' },
      ...{ DRAWDOWN_TOKEN_SECRET: 'too short', DRAWDOWN_ALLOWED_ORIGINS: 'example.com', DRAWDOWN_SANDBOX: 'perhaps' },
    });
    expect(code).toBe(2);
    for (const name of ['PORT', 'DATABASE_URL', 'API_KEY', 'TOKEN_SECRET', 'ALLOWED_ORIGINS', 'SANDBOX']) {
      expect(log).toMatch(new RegExp(`^ {2}\\S*${name}: `, 'm'));
    }
  });

  test('names the settings that a live server requires', async () => {
    const { code, log } = await runServer({});
    expect(code).toBe(2);
    expect(log).toContain('DRAWDOWN_API_KEY: is required');
    expect(log).toContain('DRAWDOWN_TOKEN_SECRET: is required');
  });

  test('with its port taken, exits and releases its file', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const { code, log } = await runServer({ PORT, DRAWDOWN_SANDBOX: '1', DATABASE_URL: `sqlite:${database}` });
    expect([code, log]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
    taken.close();
  });

  test('with its file in use, exits, and the other server continues', async () => {
    const first = await startServer(database);
    const { code, log } = await runServer({
      ...{ PORT: '0', DRAWDOWN_SANDBOX: '1', DATABASE_URL: `sqlite:${database}` },
    });
    expect([code, log]).toEqual([1, expect.stringMatching(/another server is using .*ledger\.db/)]);
    const client = connect(first.url);
    await seedOver(client, ['ada']);
    client.close();
    expect(await first.end('SIGINT')).toEqual({ code: 0, signal: null });
  });
});
