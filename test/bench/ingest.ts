import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../dist/server/store/sqlite/driver/connection.js';
import { eventCommands, withLedger } from './ledger.js';
import { compare, type Comparison, rate } from './rounds.js';

const EVENTS = 20_000;
const BATCH = 1_000;

type Row = readonly unknown[];
/** The rows that one run of the batch path wrote, and a copy of the file from before the run. */
type Recording = {
  readonly folder: string;
  readonly seeded: string;
  readonly entries: Row[];
  readonly commands: Row[];
};

/**
 * Compares the batch path (queue, thread, load, decide, hash, write, commit) with two bare better-sqlite3 loops, which
 * only write the same rows as durably into the same tables:
 * - event by event, as hand-written code would: its entry with the hash, its key, its account, its grant, its usage;
 * - each row once a batch, with hashes made beforehand: the cost of disk and driver, which no program can beat.
 */
export async function benchIngest(rounds: number): Promise<Comparison[]> {
  const recording = await record();
  const name = (loop: string) =>
    `Batch ingest, 1,000 events over 20 customers a batch ÷ bare better-sqlite3 loop, ${loop}; ` +
    'rows: entries, commands, accounts, grants, usage quarters';
  const unit = 'events/s';
  try {
    return [
      await compare(
        { name: name('event by event, hashed'), unit, reach: 0.65, rounds },
        { ours: batchPath, limit: () => bareLoop(recording, eventByEvent) },
      ),
      await compare(
        { name: name('each row once a batch, not hashed'), unit, reach: 0.65, rounds },
        { ours: batchPath, limit: () => bareLoop(recording, onceABatch) },
      ),
    ];
  } finally {
    rmSync(recording.folder, { recursive: true });
  }
}

export function batchPath(): Promise<number> {
  return withLedger(async ({ engine }) => {
    const commands = eventCommands(EVENTS);
    return rate(EVENTS, async () => {
      await Promise.all(commands.map((command) => engine.submit(command)));
    });
  });
}

async function record(): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const seeded = join(folder, 'seeded.db');
  return withLedger(async ({ engine, file }) => {
    const connection = openConnection(file, 'write');
    connection.driver.exec(`VACUUM INTO '${seeded}'`);
    await Promise.all(eventCommands(EVENTS).map((command) => engine.submit(command)));
    const rowsOf = (sql: string) => connection.driver.prepare(sql).raw().all() as Row[];
    const entries = rowsOf("SELECT * FROM entries WHERE type = 'consumed' ORDER BY rowid");
    const commands = rowsOf("SELECT * FROM commands WHERE operation = 'events' ORDER BY rowid");
    connection.driver.close();
    return { folder, seeded, entries, commands };
  });
}

type Statements = ReturnType<typeof prepare>;
type WriteBatch = (statements: Statements, recording: Recording, from: number) => void;

async function bareLoop(recording: Recording, writeBatch: WriteBatch): Promise<number> {
  const file = join(recording.folder, 'bare.db');
  copyFileSync(recording.seeded, file);
  const { driver } = openConnection(file, 'write');
  const statements = prepare(driver, recording);
  const write = driver.transaction((from: number) => writeBatch(statements, recording, from));
  const measured = await rate(EVENTS, () => {
    for (let from = 0; from < EVENTS; from += BATCH) write.immediate(from);
  });
  driver.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return measured;
}

type Driver = ReturnType<typeof openConnection>['driver'];

function prepare(driver: Driver, { entries, commands }: Recording) {
  const marks = (row: Row | undefined) => Array(row?.length).fill('?').join(', ');
  return {
    entry: driver.prepare(`INSERT INTO entries VALUES (${marks(entries[0])})`),
    command: driver.prepare(`INSERT INTO commands VALUES (${marks(commands[0])})`),
    account: driver.prepare(
      `UPDATE accounts SET entry_seq = entry_seq + 1, version = version + 1, balance = balance - 1000000, head_hash = ?
       WHERE customer_id = ? AND credit_type_id = 'tokens' AND resource_id = ''`,
    ),
    grant: driver.prepare(
      'UPDATE grants SET remaining = remaining - 1000000, consumed = consumed + 1000000 WHERE customer_id = ? AND id = ?',
    ),
    usage: driver.prepare(
      `INSERT INTO usage_quarters VALUES (?, 'tokens', '', 0, 'chat', ?, 1, 0, 1)
       ON CONFLICT DO UPDATE SET credits = credits + excluded.credits, millionths = millionths + excluded.millionths,
         events = events + excluded.events`,
    ),
  };
}

const COLUMN = { customer: 0, grant: 6, user: 15, hash: 20 } as const;

function eventByEvent(to: Statements, { entries, commands }: Recording, from: number): void {
  for (let index = from; index < from + BATCH; index += 1) {
    const row = entries[index] ?? [];
    const customer = row[COLUMN.customer];
    const content = JSON.stringify(row.slice(0, COLUMN.hash), (_key, value: unknown) => String(value));
    const head = createHash('sha256').update(content).digest();
    to.entry.run(...row.slice(0, COLUMN.hash), head);
    to.command.run(...(commands[index] ?? []));
    to.account.run(head, customer);
    to.grant.run(customer, row[COLUMN.grant]);
    to.usage.run(customer, row[COLUMN.user]);
  }
}

function onceABatch(to: Statements, { entries, commands }: Recording, from: number): void {
  const accounts = new Map<unknown, Row>();
  const usage = new Map<string, readonly [unknown, unknown]>();
  for (let index = from; index < from + BATCH; index += 1) {
    const row = entries[index] ?? [];
    to.entry.run(...row);
    to.command.run(...(commands[index] ?? []));
    accounts.set(row[COLUMN.customer], row);
    usage.set(`${String(row[COLUMN.customer])} ${String(row[COLUMN.user])}`, [row[COLUMN.customer], row[COLUMN.user]]);
  }
  for (const [customer, row] of accounts) {
    to.account.run(row[COLUMN.hash], customer);
    to.grant.run(customer, row[COLUMN.grant]);
  }
  for (const [customer, user] of usage.values()) to.usage.run(customer, user);
}
