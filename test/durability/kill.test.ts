import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connect, give, seedOver } from '../support/http-client.js';
import { isDeep } from '../support/histories.js';
import { startServer } from '../support/server-process.js';
import { auditFile, newFolder } from '../store/sqlite-file.js';

const ROUNDS = isDeep ? 100 : 8;
const CUSTOMERS = ['ada', 'bob', 'eve'];
const SENDERS = 24;
/** The kill follows the first answer of a round at a random instant, at most this much later. */
const LONGEST_LIFE_MS = 250;

const folder = newFolder();
const database = join(folder.path, 'ledger.db');

type Report = { readonly customerId: string; readonly idempotencyKey: string; readonly quantity: number };
/** Every report of every round by its key, with the id of its answer if there was one. */
const sent = new Map<string, { readonly report: Report; eventId: string | null }>();

beforeAll(async () => {
  const server = await startServer(database);
  const client = connect(server.url);
  await seedOver(client, CUSTOMERS);
  for (const customerId of CUSTOMERS) {
    // With several grants, events have several entries; the remainder becomes overdraft.
    for (let grant = 0; grant < 20; grant += 1) await give(client, customerId, '7.5');
  }
  client.close();
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
});
afterAll(() => folder.remove());

type Round = { isOver(): boolean; onAnswer(): void };

async function sender(client: Client, name: string, { isOver, onAnswer }: Round): Promise<void> {
  for (let index = 0; !isOver(); index += 1) {
    const customerId = CUSTOMERS[index % CUSTOMERS.length] ?? '';
    const report = { customerId, featureId: 'mail', quantity: 1 + (index % 4), idempotencyKey: `${name}:${index}` };
    const record = { report, eventId: null as string | null };
    sent.set(report.idempotencyKey, record);
    try {
      const { status, body } = await client.send('POST', '/v1/events', report);
      expect(status).toBe(200);
      record.eventId = String(body['eventId']);
      onAnswer();
    } catch (error) {
      if (!isOver()) throw error;
    }
  }
}

async function runAndKill(round: number): Promise<void> {
  const server = await startServer(database);
  const client = connect(server.url, SENDERS);
  let over = false;
  let sending: readonly Promise<void>[] = [];
  await new Promise<void>((onAnswer) => {
    const each = { isOver: () => over, onAnswer };
    sending = Array.from({ length: SENDERS }, (_, index) => sender(client, `${round}:${index}`, each));
  });
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
  over = true;
  expect(await server.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  await Promise.all(sending);
  client.close();
}

function burnedByEvent(): Map<string, bigint> {
  const { violations, entries } = auditFile(database);
  expect(violations).toEqual([]);
  const burned = new Map<string, bigint>();
  for (const { eventId, delta } of entries) {
    if (eventId !== null) burned.set(eventId, (burned.get(eventId) ?? 0n) - delta);
  }
  return burned;
}

test(
  `acknowledged events survive ${ROUNDS} kills, and the others are whole or absent`,
  { timeout: ROUNDS * 10_000 },
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await runAndKill(round);
      const burned = burnedByEvent();
      const acknowledged = [...sent.values()].filter(({ eventId }) => eventId !== null);
      for (const { report, eventId } of acknowledged) {
        expect(burned.get(eventId ?? ''), report.idempotencyKey).toBe(BigInt(report.quantity) * 1_000_000n);
        burned.delete(eventId ?? '');
      }
      // An event without an answer was in flight when the server died.
      expect(burned.size).toBeLessThanOrEqual(SENDERS * (round + 1));
    }
    expect([...sent.values()].filter(({ eventId }) => eventId !== null).length).toBeGreaterThan(ROUNDS * 10);
  },
);

test('retrying unanswered reports makes each event happen exactly once', { timeout: 60_000 }, async () => {
  const before = burnedByEvent();
  const unanswered = [...sent.values()].filter(({ eventId }) => eventId === null);
  const server = await startServer(database);
  const client = connect(server.url);
  let replayed = 0;
  for (const record of unanswered) {
    const { status, body } = await client.send('POST', '/v1/events', record.report);
    expect(status).toBe(200);
    record.eventId = String(body['eventId']);
    expect(body['duplicate'], record.report.idempotencyKey).toBe(before.has(record.eventId));
    if (before.has(record.eventId)) replayed += 1;
  }
  for (const { report, eventId } of [...sent.values()].slice(0, 200)) {
    const { body } = await client.send('POST', '/v1/events', report);
    expect(body).toMatchObject({ eventId, duplicate: true });
  }
  const balances = new Map<string, unknown>();
  for (const customerId of CUSTOMERS) {
    const { body } = await client.send('GET', `/v1/customers/${customerId}/balances/tokens`);
    balances.set(customerId, body['balance']);
    expect(await lastBalance(client, customerId)).toBe(body['balance']);
  }
  client.close();
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });

  const after = burnedByEvent();
  expect(after.size).toBe(sent.size);
  expect(replayed).toBe(before.size + unanswered.length - sent.size);
  for (const customerId of CUSTOMERS) {
    const own = [...sent.values()].filter(({ report }) => report.customerId === customerId);
    const used = own.reduce((sum, { report }) => sum + report.quantity, 0);
    expect(balances.get(customerId)).toBe(String(150 - used));
  }
});

/** Also fails if the sequence over all pages has a gap. */
async function lastBalance(client: Client, customerId: string): Promise<unknown> {
  type Page = { data: { sequence: number; balanceAfter: string }[]; nextCursor: string | null };
  let cursor = '';
  let last = { sequence: 0, balanceAfter: '0' };
  do {
    const path = `/v1/customers/${customerId}/ledger?creditTypeId=tokens&order=asc&limit=100${cursor}`;
    const page = await client.must<Page>('GET', path);
    for (const entry of page.data) {
      expect(entry.sequence).toBe(last.sequence + 1);
      last = entry;
    }
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor !== '');
  return last.balanceAfter;
}
