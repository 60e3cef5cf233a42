import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { StoreUnavailable } from '../../ports/unavailable.js';

/** A connection within one transaction. Hot statements use the driver, typed queries use drizzle. */
export type Connection = { readonly client: pg.ClientBase; readonly db: NodePgDatabase };

export type OnConnection<Port> = {
  readonly [Method in keyof Port]: Port[Method] extends (...given: infer Given) => infer Answer
    ? (on: Connection, ...given: Given) => Answer
    : never;
};

/** Batches are large, so few connections write. Reads have connections of their own, and never wait for writers. */
export const WRITERS = 4;
export const READERS = 8;

const CONNECT_MS = 5_000;
/** Longer than all timeouts of the server. Only a connection that died silently reaches it. */
const SILENCE_MS = 30_000;

/**
 * A proxy may pool transactions: statements have no names, no setting belongs to a session, and no lock or listener
 * outlives a transaction.
 *
 * @param onError receives errors of idle connections, which the pool replaces
 */
export function openPool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'drawdown',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SILENCE_MS,
    keepAlive: true,
    pipeline: true,
  });
  pool.on('error', onError);
  // The caller of a statement gets the error of its connection. Without a listener, the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const drizzles = new WeakMap<pg.ClientBase, NodePgDatabase>();

function connectionOf(client: pg.PoolClient): Connection {
  const db = drizzles.get(client) ?? drizzle(client);
  drizzles.set(client, db);
  return { client, db };
}

/**
 * `synchronous_commit` is never below `on`, and the value in force is read back. Joins follow the indexes, because the
 * statistics of a young table mislead the planner.
 */
const BEGIN_WRITE = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '2s';
  SET LOCAL idle_in_transaction_session_timeout = '15s';
  SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off;
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true) AS durable`;

const BEGIN_READ = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '15s'; SET LOCAL jit = off`;

/** COMMIT was not answered, so it is unknown whether anything was written. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
}

/**
 * Runs `work` in a transaction and commits durably.
 *
 * @param keeps returns `false` if nothing was changed. A rollback then saves a sync to disk
 * @throws CommitUnknown if only the commit was not answered. After any other error nothing was written
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (connection: Connection) => Promise<T>,
  keeps: (value: T) => boolean = () => true,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    requireDurable(await client.query(BEGIN_WRITE));
    const value = await work(connectionOf(client));
    if (keeps(value)) await commit(client);
    else await client.query('ROLLBACK');
    return value;
  } catch (error) {
    broken = error instanceof CommitUnknown || !(await rollsBack(client));
    throw error;
  } finally {
    client.release(broken);
  }
}

export async function inSnapshot<T>(pool: pg.Pool, question: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Sent together with the first statement, which only reads and does no harm if BEGIN fails.
    const [, value] = await together([client.query(BEGIN_READ), question(connectionOf(client))]);
    await client.query('COMMIT');
    return value;
  } catch (error) {
    broken = !(await rollsBack(client));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Waits for statements that were sent together and run in order. If one fails, the others are still awaited, so that
 * none of them runs after the end of the transaction.
 */
export async function together<const T extends readonly unknown[]>(sent: T) {
  await Promise.allSettled(sent);
  return Promise.all(sent);
}

async function commit(client: pg.ClientBase): Promise<void> {
  // An error is not an answer either, because a proxy may send it without knowing the outcome.
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw new CommitUnknown('COMMIT was not answered', { cause: error });
  });
  // PostgreSQL answers COMMIT with ROLLBACK, and no error, if a statement failed before.
  if (command !== 'COMMIT') throw new Error(`COMMIT was answered with ${command}`);
}

async function rollsBack(client: pg.ClientBase): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

/** A string with several statements returns several results, which the driver's types do not declare. */
function requireDurable(results: unknown): void {
  const [last] = (results as pg.QueryResult<{ durable?: string }>[]).slice(-1);
  const durable = last?.rows[0]?.durable;
  if (durable === 'on' || durable === 'remote_apply') return;
  throw new StoreUnavailable(`PostgreSQL did not take synchronous_commit=on: it is ${String(durable)}`);
}
