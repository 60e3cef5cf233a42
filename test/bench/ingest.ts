import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../dist/server/store/sqlite/connection.js';
import { eventCommands, withLedger } from './ledger.js';
import { compare, type Comparison, rate } from './rounds.js';

const EVENTS = 20_000;
const BATCH = 1_000;
const ACCOUNT_TABLES = ['accounts', 'grants'] as const;

type Row = readonly unknown[];
/** What one run of the batch path wrote, and the file before it, to write the same again by hand. */
type Recording = {
  readonly folder: string;
  readonly seeded: string;
  readonly entries: Row[];
  readonly commands: Row[];
};

/**
 * The batch path (queue, thread, load, decide, hash, write, commit) against a bare better-sqlite3 loop that writes the
 * same rows, as durably, into the same tables with the same indexes and triggers, and does nothing else.
 */
export async function benchIngest(rounds: number): Promise<Comparison> {
  const recording = await record();
  try {
    return await compare(
      {
        name:
          'Batch ingest ÷ bare better-sqlite3 loop, batches of 1,000 events over 20 customers; rows: entries, commands, ' +
          'accounts, grants, usage quarters',
        unit: 'events/s',
        reach: 0.65,
        rounds,
      },
      { ours: batchPath, limit: () => bareLoop(recording) },
    );
  } finally {
    rmSync(recording.folder, { recursive: true });
  }
}

function batchPath(): Promise<number> {
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

async function bareLoop({ folder, seeded, entries, commands }: Recording): Promise<number> {
  const file = join(folder, 'bare.db');
  copyFileSync(seeded, file);
  const { driver } = openConnection(file, 'write');
  const marks = (row: Row | undefined) => Array(row?.length).fill('?').join(', ');
  const insertEntry = driver.prepare(`INSERT INTO entries VALUES (${marks(entries[0])})`);
  const insertCommand = driver.prepare(`INSERT INTO commands VALUES (${marks(commands[0])})`);
  const updates = ACCOUNT_TABLES.map((table) =>
    driver.prepare(
      table === 'accounts'
        ? 'UPDATE accounts SET entry_seq = entry_seq + 1, version = version + 1, balance = balance - 1000000, head_hash = ? WHERE customer_id = ?'
        : 'UPDATE grants SET remaining = remaining - 1000000, consumed = consumed + 1000000, metadata = ? WHERE customer_id = ?',
    ),
  );
  const addUsage = driver.prepare(
    `INSERT INTO usage_quarters VALUES (?, 'tokens', '', 0, 'chat', ?, 1000000, 1)
     ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, events = events + excluded.events`,
  );
  const users = Array.from({ length: 7 }, (_, index) => `user-${index}`);
  const customers = [...new Set(entries.map((row) => String(row[0])))];
  const writeBatch = driver.transaction((from: number) => {
    for (let index = from; index < from + BATCH; index += 1) {
      insertEntry.run(...(entries[index] ?? []));
      insertCommand.run(...(commands[index] ?? []));
    }
    for (const customer of customers) {
      updates[0]?.run(Buffer.alloc(32), customer);
      updates[1]?.run('{}', customer);
      for (const user of users) addUsage.run(customer, user);
    }
  });

  const measured = await rate(EVENTS, () => {
    for (let from = 0; from < EVENTS; from += BATCH) writeBatch.immediate(from);
  });
  driver.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return measured;
}
