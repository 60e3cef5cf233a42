import type { ChildProcess } from 'node:child_process';
import { Agent, type IncomingMessage, request } from 'node:http';
import { program, startProgram } from './processes.js';
import { compare, type Comparison, median } from './rounds.js';

const READERS = 400;
const MESSAGES = 100;
/** Connections opened before the measurement, so that one-time allocations of the process do not count. */
const FIRST = 500;
const IDLE = 2_000;

export async function benchStream(rounds: number): Promise<{ messages: Comparison; kilobytes: number }> {
  const sizes: number[] = [];
  // Each round starts a new process, because a process does not return the memory that it used once.
  for (let round = 0; round < rounds; round += 1) sizes.push(await withServer(idleMemory));
  const messages = await withServer(({ child, ours, bare, tokens: [token = ''] }) =>
    compare(
      {
        name: `Stream to ${READERS} readers, ${MESSAGES} committed events (frames of one balance) ÷ bare node:http writer of the same frames`,
        unit: 'messages/s',
        reach: 0.6,
        rounds,
      },
      {
        ours: () => deliver(child, 'ours', { url: ours, token }),
        limit: () => deliver(child, 'bare', { url: bare, token }),
      },
    ),
  );
  return { messages, kilobytes: median(sizes) };
}

type StreamServer = {
  readonly child: ChildProcess;
  readonly ours: string;
  readonly bare: string;
  /** The first token belongs to the customer that spends, the others to customers that only wait. */
  readonly tokens: readonly string[];
};

async function withServer<T>(task: (server: StreamServer) => Promise<T>): Promise<T> {
  const server = await startProgram(program('stream-server.ts'));
  // The stream server prints both addresses and its tokens, separated by `|`.
  const [ours = '', bare = '', ...tokens] = server.url.split('|');
  try {
    return await task({ child: server.child, ours: `${ours}/customer/v1/stream`, bare, tokens });
  } finally {
    await server.stop();
  }
}

type Target = { readonly url: string; readonly token: string };

async function deliver(child: ChildProcess, side: 'ours' | 'bare', target: Target): Promise<number> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  let received = 0;
  let lastAt = 0;
  const readers = await open(READERS, target, agent, (chunk) => {
    for (let at = chunk.indexOf('event: balance'); at >= 0; at = chunk.indexOf('event: balance', at + 1)) received += 1;
    lastAt = performance.now();
  });
  const start = performance.now();
  await order(child, { send: side, messages: MESSAGES });
  await settled(() => received);
  for (const reader of readers) reader.destroy();
  agent.destroy();
  return (received / (lastAt - start)) * 1000;
}

async function settled(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function idleMemory({ child, ours, tokens }: StreamServer): Promise<number> {
  const targets = tokens.slice(1).map((token) => ({ url: ours, token }));
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const openIdle = async (count: number) => {
    const each = targets.map((target) => open(count / targets.length, target, agent, () => undefined));
    return (await Promise.all(each)).flat();
  };
  const first = await openIdle(FIRST);
  const before = await order(child, { memory: true });
  const readers = [...first, ...(await openIdle(IDLE))];
  const after = await order(child, { memory: true });
  for (const reader of readers) reader.destroy();
  agent.destroy();
  return (after - before) / IDLE / 1024;
}

function open(
  count: number,
  target: Target,
  agent: Agent,
  onChunk: (chunk: Buffer) => void,
): Promise<IncomingMessage[]> {
  const headers = { authorization: `Bearer ${target.token}` };
  const one = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(target.url, { agent, headers }, (response) => {
        response.on('error', () => undefined);
        if (response.statusCode !== 200) reject(new Error(`the stream answered ${response.statusCode}`));
        // The first bytes are the snapshot or the hello; from then on the stream is listening.
        response.once('data', () => {
          response.on('data', onChunk);
          resolve(response);
        });
      });
      outgoing.once('error', reject).end();
    });
  return Promise.all(Array.from({ length: count }, one));
}

function order(child: ChildProcess, message: object): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(Number(answer)));
    child.send(message);
  });
}
