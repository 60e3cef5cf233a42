import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveSandbox, type StreamServer } from '../streaming/served.js';

type Line = { readonly level: number; readonly status?: number; readonly msg: string };

const DEBUG = 20;

let served: StreamServer;
let lines: Line[];
beforeEach(async () => {
  lines = [];
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(
        ...chunk
          .toString()
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Line),
      );
      done();
    },
  });
  served = await serveSandbox({ logger: pino({ level: 'debug' }, log) });
});
afterEach(() => served.close());

test.each([
  ['with its length', 'content-length: 1000\r\n\r\n{"customerId":'],
  ['in chunks', 'transfer-encoding: chunked\r\n\r\n5\r\n{"cus\r\n'],
  ['before its first byte', 'content-length: 1000\r\n\r\n'],
])('a client that leaves in the middle of a body %s is no fault of the server', async (_name, rest) => {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const authorization = `Bearer ${served.apiKey}`;
  socket.write(`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n`);
  socket.write(`content-type: application/json\r\n${rest}`);
  await expect.poll(() => served.responses.length).toBe(1);
  lines.length = 0;
  socket.destroy();
  await expect.poll(() => lines.filter(({ msg }) => msg === 'request')).toMatchObject([{ level: DEBUG, status: 400 }]);
  expect(lines.filter(({ level }) => level > DEBUG)).toEqual([]);
  const { body } = await served.request<string>('GET', '/metrics');
  expect(body).not.toMatch(/route="\/v1\/events",status="5/);
});
