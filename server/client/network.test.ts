import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type ClientOptions, createClient, DrawdownError } from './client.js';

// A real server, because only a socket can break or stay silent in the middle of an answer.

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Seen = { readonly key: string | null };

/** Serves the requests with the handlers in turn, and the last one again. */
async function served(handlers: readonly RequestListener[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const handler = handlers[Math.min(seen.length, handlers.length - 1)];
    seen.push({ key: request.headers['idempotency-key']?.toString() ?? null });
    request.resume().on('end', () => handler?.(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { client: createClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'dd_test_x', ...options }), seen };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const answer: RequestListener = (_request, response) => {
  response.writeHead(201, JSON_TYPE).end('{"id":"grt_1"}');
};
const silence: RequestListener = () => undefined;
const headersOnly: RequestListener = (_request, response) => {
  response.writeHead(201, { ...JSON_TYPE, 'content-length': 500 }).flushHeaders();
};
const halfABody: RequestListener = (_request, response) => {
  response.writeHead(201, { ...JSON_TYPE, 'content-length': 500 }).write('{"id":"grt_1",');
};
const brokenBody: RequestListener = (_request, response) => {
  response.writeHead(201, { ...JSON_TYPE, 'content-length': 500 });
  response.write('{"id":"grt_1",', () => response.destroy());
};
const brokenProblem: RequestListener = (_request, response) => {
  response.writeHead(409, { 'content-type': 'application/problem+json', 'content-length': 500 });
  response.write('{"code":', () => response.destroy());
};
const cut: RequestListener = (_request, response) => {
  response.destroy();
};

const grant = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '1', category: 'paid' } as const;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as DrawdownError,
  );

const INCOMPLETE = { silence, headersOnly, halfABody, brokenBody, brokenProblem, cut };

describe.each(Object.entries(INCOMPLETE))('an answer that is not complete (%s)', (_name, incomplete) => {
  const options = { attemptTimeoutMs: 200 };

  test('is asked for again with the same key', async () => {
    const { client, seen } = await served([incomplete, answer], options);
    expect(await client.grants.create(grant)).toEqual({ id: 'grt_1' });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.key).toMatch(/./);
    expect(seen[1]?.key).toBe(seen[0]?.key);
  });

  test('is in the end an error with the key that was used', async () => {
    const { client, seen } = await served([incomplete], { ...options, retries: 1 });
    const error = await failure(client.grants.create(grant));
    expect(error).toBeInstanceOf(DrawdownError);
    expect(error).toMatchObject({ status: 0, code: 'network_error', retryable: true, idempotencyKey: seen[0]?.key });
    expect(error?.cause).not.toBeInstanceOf(DrawdownError);
    expect(seen).toHaveLength(2);
  });
});

test('the time limit of an attempt holds for a fetch that ignores its signal', async () => {
  const { client } = await served([answer], {
    ...{ attemptTimeoutMs: 1, retries: 0, fetch: () => new Promise<Response>(() => undefined) },
  });
  expect(await failure(client.grants.create(grant))).toMatchObject({
    ...{ code: 'network_error', detail: 'There was no complete answer within 1 ms.' },
  });
});

test('a time limit longer than a timer can take does not end an attempt at once', async () => {
  const { client } = await served([answer], { attemptTimeoutMs: Infinity, retries: 0 });
  expect(await client.grants.create(grant)).toEqual({ id: 'grt_1' });
});

test('a caller that aborts in the middle of an answer gets its own reason, and nothing is sent again', async () => {
  const controller = new AbortController();
  const left = new Error('left');
  const abort: RequestListener = (request, response) => {
    halfABody(request, response);
    controller.abort(left);
  };
  const { client, seen } = await served([abort]);
  expect(await failure(client.grants.create(grant, { signal: controller.signal }))).toBe(left);
  expect(seen).toHaveLength(1);
});

test('a server that is not there is a network error', async () => {
  const { client } = await served([answer]);
  await client.grants.create(grant);
  const { port } = server.address() as AddressInfo;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const gone = createClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'dd_test_x', retries: 0 });
  expect(await failure(gone.grants.create(grant))).toMatchObject({ status: 0, code: 'network_error', requestId: null });
});
