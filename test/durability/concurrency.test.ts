import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { auditFile, newFolder } from '../store/sqlite-file.js';

const folder = newFolder();
const database = join(folder.path, 'ledger.db');
let server: ServerProcess;
let client: Client;

async function start(): Promise<void> {
  server = await startServer(database);
  client = connect(server.url, 50);
}
async function stop(): Promise<void> {
  client.close();
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
}

beforeAll(async () => {
  await start();
  await seedOver(client, ['ada', 'bob', 'eve', 'zoe']);
});
afterAll(async () => {
  await stop();
  expect(auditFile(database).violations).toEqual([]);
  folder.remove();
});

const balanceOf = async (customerId: string) =>
  (await client.must('GET', `/v1/customers/${customerId}/balances/tokens`))['balance'];
const all = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

test('fifty parallel posts of one key are one burn with equal answers, also after a restart', async () => {
  await give(client, 'ada', '100');
  const report = { customerId: 'ada', featureId: 'mail', quantity: 7, idempotencyKey: 'one' };
  const post = () => client.send('POST', '/v1/events', report);
  const replies = await all(50, post);
  expect(replies.map(({ status }) => status)).toEqual(Array(50).fill(200));
  const first = replies.find(({ body }) => body['duplicate'] === false);
  expect(replies.filter(({ body }) => body['duplicate'] === false)).toHaveLength(1);
  const replay = { ...first?.body, duplicate: true };
  for (const { body } of replies) expect({ ...body, duplicate: true }).toEqual(replay);
  expect(await balanceOf('ada')).toBe('93');

  await stop();
  await start();
  for (const { body } of await all(50, post)) expect(body).toEqual(replay);
  expect(await balanceOf('ada')).toBe('93');
});

test('of two hundred enforced burns of 1 on a balance of 120, exactly 120 succeed', async () => {
  await give(client, 'bob', '120');
  const replies = await all(200, (index) =>
    client.send('POST', '/v1/events', {
      ...{ customerId: 'bob', featureId: 'mail', enforce: true, idempotencyKey: `burn-${index}` },
    }),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(120);
  const refused = replies.filter(({ status }) => status === 402);
  expect(refused).toHaveLength(80);
  for (const { body } of refused) expect(body).toMatchObject({ code: 'insufficient_credits', available: '0' });
  expect(await balanceOf('bob')).toBe('0');
});

test('parallel burns and grants neither lose nor create credits', async () => {
  await all(150, (index) =>
    index % 3 === 0
      ? give(client, 'eve', '5')
      : client.must('POST', '/v1/events', { customerId: 'eve', featureId: 'mail', idempotencyKey: `e-${index}` }),
  );
  expect(await balanceOf('eve')).toBe('150');
});

test('one payment reported under twenty keys funds one grant', async () => {
  const replies = await all(20, () =>
    client.send('POST', '/v1/grants', {
      ...{ customerId: 'zoe', creditTypeId: 'tokens', amount: '10', category: 'paid' },
      payment: { reference: 'pi_1' },
    }),
  );
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ body }) => body['code'] === 'payment_reference_used')).toHaveLength(19);
  expect(await balanceOf('zoe')).toBe('10');
});
