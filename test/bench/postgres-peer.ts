import { readFileSync } from 'node:fs';
import pg from 'pg';
import { CUSTOMERS, eventCommands } from './ledger.js';
import { type Databases, once, withEngine } from './postgres-ledger.js';
import { compare, type Comparison, rate } from './rounds.js';

const EVENTS = 4_000;
const IN_FLIGHT = 64;
/** The fastest setting on the machine that the benchmark was written on. */
const PEER_CONNECTIONS = 8;

/**
 * Compares one event per caller, 64 callers at a time, with pgledger, a ledger published as one SQL file. There each
 * event is one transfer from its customer's account, in a transaction of its own.
 *
 * @param file path of pgledger.sql, which is not part of this repository
 */
export function benchPeer(databases: Databases, file: string, rounds: number): Promise<Comparison> {
  const sql = readFileSync(file, 'utf8');
  return compare(
    {
      name: 'PostgreSQL: events one by one, 64 in flight, 20 customers ÷ transfers of pgledger over 8 connections',
      ...{ unit: 'events/s', reach: 1, rounds },
    },
    { ours: () => withDatabase(databases, ours), limit: () => withDatabase(databases, (url) => peer(url, sql)) },
  );
}

async function withDatabase(databases: Databases, task: (url: string) => Promise<number>): Promise<number> {
  const url = await databases.create();
  return task(url).finally(() => databases.drop(url));
}

const ours = (url: string): Promise<number> =>
  withEngine(url, { isSeeded: false }, (engine) => {
    const commands = eventCommands(EVENTS);
    return rate(EVENTS, () => inFlight(IN_FLIGHT, commands, (command) => engine.submit(command)));
  });

async function peer(url: string, sql: string): Promise<number> {
  await once(url, sql);
  const pool = new pg.Pool({ connectionString: url, max: PEER_CONNECTIONS });
  try {
    const open = async (name: string) => {
      const { rows } = await pool.query<{ id: string }>("SELECT id FROM pgledger_create_account($1, 'USD')", [name]);
      return rows[0]?.id;
    };
    const names = Array.from({ length: CUSTOMERS }, (_, index) => String(index));
    const accounts: (readonly [string | undefined, string | undefined])[] = [];
    for (const name of names) accounts.push([await open(`customer ${name}`), await open(`spent by ${name}`)]);
    const transfers = Array.from({ length: EVENTS }, (_, index) => accounts[index % CUSTOMERS] ?? []);
    const transfer = 'SELECT * FROM pgledger_create_transfer($1, $2, 1)';
    return await rate(EVENTS, () => inFlight(IN_FLIGHT, transfers, (between) => pool.query(transfer, [...between])));
  } finally {
    await pool.end();
  }
}

async function inFlight<T>(count: number, work: readonly T[], each: (item: T) => Promise<unknown>): Promise<void> {
  const rest = work.values();
  const worker = async () => {
    for (const item of rest) await each(item);
  };
  await Promise.all(Array.from({ length: count }, worker));
}
