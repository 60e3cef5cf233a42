import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { connectionLimit, listen, type Listening, type ListenOptions } from './listen.js';

let listening: Listening | null = null;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listening?.close();
  listening = null;
});

async function start(options: Partial<ListenOptions> = {}): Promise<void> {
  const fetch = async (request: Request) => new Response(await request.text());
  listening = await listen({ fetch, host: '127.0.0.1', port: 0, ...options });
}

type Connection = { readonly socket: Socket; received(): string; readonly closed: Promise<string> };

async function open(text = ''): Promise<Connection> {
  const socket = connect(listening?.port ?? 0, '127.0.0.1');
  sockets.push(socket);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString())).on('error', () => undefined);
  const closed = new Promise<string>((resolve) => void socket.once('close', () => resolve(received)));
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return { socket, received: () => received, closed };
}

const GET = 'GET / HTTP/1.1\r\nhost: x\r\n';
const POST = 'POST / HTTP/1.1\r\nhost: x\r\n';
const answered = (connection: Connection) => expect.poll(connection.received).toContain('HTTP/1.1 200');

describe('the time for a request', () => {
  const short = { headersMs: 50, requestMs: 100, checkMs: 10 };

  test.each([
    ['nothing', ''],
    ['half a request line', 'GET / HT'],
    ['half of the headers', `${GET}accept: `],
    ['half of a body', `${POST}content-length: 10\r\n\r\n{`],
    ['half of a chunked body', `${POST}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`],
    ['half of a second request', `${GET}\r\n${POST}content-length: 10\r\n\r\n{`],
  ])('ends a connection that sends %s', async (_name, text) => {
    await start(short);
    const { closed } = await open(text);
    await closed;
  });

  test('is 5 s for the headers and 10 s in all, checked each second, if nothing else is set', async () => {
    await start();
    expect(listening?.server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 10_000 });
  });

  test('is checked every second, not only every 30', async () => {
    await start({ headersMs: 1, requestMs: 1 });
    const { closed } = await open('GET');
    await closed;
  });
});

test('headers above 8 KB are refused', async () => {
  await start();
  const below = await open(`${GET}x: ${'a'.repeat(7 * 1024)}\r\n\r\n`);
  await answered(below);
  const { closed } = await open(`${GET}x: ${'a'.repeat(8 * 1024)}\r\n\r\n`);
  expect(await closed).toContain('HTTP/1.1 431');
});

test('a client that takes nothing of its answer is cut off', async () => {
  const large = new Uint8Array(64 * 1024 * 1024);
  await start({ answerMs: 50, fetch: () => new Response(large) });
  const accepted = new Promise<Socket>((resolve) => listening?.server.once('connection', resolve));
  const { socket } = await open(`${GET}\r\n`);
  socket.pause();
  const served = await accepted;
  await once(served, 'close');
});

test('a client has 60 s to take more of its answer if nothing else is set', async () => {
  await start();
  expect(listening?.server.timeout).toBe(60_000);
});

describe('an idle connection', () => {
  test('outlives the limits of a request', async () => {
    await start({ headersMs: 20, requestMs: 20, checkMs: 5 });
    const idle = await open(`${GET}\r\n`);
    await answered(idle);
    for (let silent = 0; silent < 3; silent += 1) await (await open()).closed;
    idle.socket.write(`${GET}\r\n`);
    await expect.poll(() => idle.received().match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test('ends after the time that is set', async () => {
    await start({ keepAliveMs: 20 });
    const idle = await open(`${GET}\r\n`);
    expect(await idle.closed).toContain('HTTP/1.1 200');
  });

  test('is kept for 72 s, longer than balancers keep theirs', async () => {
    await start();
    const idle = await open(`${GET}\r\n`);
    await answered(idle);
    expect(idle.received()).toMatch(/^keep-alive: timeout=72\r$/im);
  });
});

describe('the number of connections', () => {
  test('is limited: one more is closed at once, and others are answered', async () => {
    await start({ maxConnections: 2 });
    const [first, second] = [await open(), await open()];
    const third = await open(`${GET}\r\n`);
    expect(await third.closed).toBe('');
    first.socket.destroy();
    second.socket.write(`${GET}\r\n`);
    await answered(second);
    await expect.poll(async () => (await open(`${GET}connection: close\r\n\r\n`)).closed).toContain('200');
  });

  test.each([
    [null, 25_000],
    [1_000_000, 25_000],
    [20_000, 19_872],
    [1_024, 896],
    [256, 128],
    [64, 32],
  ])('leaves descriptors of %s', (descriptors, most) => {
    expect(connectionLimit(descriptors)).toBe(most);
  });
});

test('closing answers what was sent, and then ends the connections', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  await start({
    fetch: async () => {
      isAsked();
      await held;
      return new Response('done');
    },
  });
  const busy = await open(`${GET}\r\n`);
  await asked;
  const closed = listening?.close();
  release();
  expect(await busy.closed).toContain('done');
  await closed;
});
