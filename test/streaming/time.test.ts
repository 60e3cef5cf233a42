import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantTo, SECRET } from '../support/sandbox.js';
import { openStream } from '../support/sse.js';
import { parseEvents } from './fake-outlet.js';
import { hasBalance, seenBy, type StreamServer, serveSandbox } from './served.js';

let server: StreamServer;
beforeAll(async () => {
  // Streams must be notified even if no jobs run.
  server = await serveSandbox({ jobs: false });
});
afterAll(() => server.close());

const iso = (ms: number) => new Date(ms).toISOString();

test('changes by time are sent when they are due by the wall clock, pool by pool', async () => {
  const reader = await server.watch('ada');
  const nowMs = Date.now();
  await grantTo(server, 'ada', '10', { expiresAt: iso(nowMs + 400) });
  await grantTo(server, 'ada', '7', { effectiveAt: iso(nowMs + 700), expiresAt: iso(nowMs + 1_000) });
  await grantTo(server, 'ada', '2');
  for (const balance of ['12', '2', '9', '2']) await reader.next(hasBalance(balance));
  await expect.poll(() => seenBy(reader).map(({ balance }) => balance)).toEqual(['10', '10', '12', '2', '9', '2']);
});

test('a stream ends with its token and says why', async () => {
  const token = await server.tokenFor('ada');
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { alg: string };
  // The server does not issue tokens for less than half a minute, so the test signs this one.
  const brief = await new SignJWT({ ...payload, exp: Math.floor(Date.now() / 1_000) + 1 })
    .setProtectedHeader(header)
    .sign(new TextEncoder().encode(SECRET.secret));
  const reader = await openStream(server.url, brief);
  expect(reader.status).toBe(200);
  await reader.ended;
  expect(reader.events.map(({ event }) => event)).toEqual(['snapshot', 'bye']);
  expect(reader.events.at(-1)?.data.reason).toBe('token_expired');
});

test('a web stream carries the same events without a Node response', async () => {
  const headers = { authorization: `Bearer ${await server.tokenFor('bob')}` };
  const response = await server.app.request('/customer/v1/stream', { headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const body = response.body?.getReader();
  let text = '';
  const readUntil = async (isThere: () => boolean) => {
    while (!isThere()) {
      const chunk = await body?.read();
      if (chunk?.value === undefined) break;
      text += new TextDecoder().decode(chunk.value);
    }
  };
  await readUntil(() => parseEvents(text).length > 0);
  // Nothing is read during these commits; only the newest balance must arrive.
  await grantTo(server, 'bob', '100');
  for (let burn = 0; burn < 20; burn += 1) await server.burn('bob');
  await readUntil(() => parseEvents(text).some(({ data }) => data['balance'] === '80'));
  const events = parseEvents(text);
  expect(events[0]?.event).toBe('snapshot');
  expect(events.length).toBeLessThan(8);
  server.endStreams();
  await readUntil(() => false);
  expect(parseEvents(text).at(-1)).toEqual({ event: 'bye', data: { reason: 'shutdown' } });
});

test('changes that the test clock passes are sent in order', async () => {
  const stepped = await serveSandbox({ jobs: false });
  const startMs = 1_785_542_400_000;
  const move = (ms: number) => stepped.request('POST', '/v1/test-clock', { now: iso(ms) });
  await move(startMs);
  await grantTo(stepped, 'ada', '10', { expiresAt: iso(startMs + 3_600_000) });
  await grantTo(stepped, 'ada', '5', { effectiveAt: iso(startMs + 7_200_000) });
  const reader = await stepped.watch('ada');
  expect(seenBy(reader)).toMatchObject([{ balance: '10', validUntil: iso(startMs + 3_600_000) }]);
  await move(startMs + 3_600_000);
  await reader.next(hasBalance('0'));
  await move(startMs + 10_000_000);
  const { data } = await reader.next(hasBalance('5'));
  expect(data).toMatchObject({ balance: '5', validUntil: null });
  reader.hangUp();
  await stepped.close();
});
