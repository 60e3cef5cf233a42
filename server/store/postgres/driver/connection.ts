import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { StoreUnavailable } from '../../ports/unavailable.js';

/** One connection, within one transaction: the driver for hot statements, and drizzle on top of it for typed queries. */
export type Connection = { readonly client: pg.ClientBase; readonly db: NodePgDatabase };

/** The methods of a port, each within the transaction of the connection that it is given first. */
export type OnConnection<Port> = {
  readonly [Method in keyof Port]: Port[Method] extends (...given: infer Given) => infer Answer
    ? (on: Connection, ...given: Given) => Answer
    : never;
};

/** Connections of this instance: a few that write, because batches are large, and others that nobody who writes holds. */
export const WRITERS = 4;
export const READERS = 8;

/** How long a caller waits for a connection: the pool is bounded, and so is the wait. */
const CONNECT_MS = 5_000;
/** Longer than any timeout of the server: only a connection that died in silence reaches it. */
const SILENCE_MS = 30_000;

/**
 * Opens connections as they are needed. Statements are pipelined and have no names, nothing is set for a session, and
 * nobody listens or locks beyond a transaction: a proxy that pools transactions may stand between.
 *
 * @param onError told of connections that break while nobody uses them; the pool replaces them
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
  // Of one that is in use, those hear who wait for its statements; without a listener the process would end.
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
 * The settings of a transaction that writes, said in each one. `synchronous_commit` carries the promise: it is never
 * below `on`, and what is in force is read back. Joins follow the indexes whatever the statistics of a young table say.
 */
const BEGIN_WRITE = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '2s';
  SET LOCAL idle_in_transaction_session_timeout = '15s';
  SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off;
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true) AS durable`;

/** Every statement of a question sees the same moment. */
const BEGIN_READ = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '15s'; SET LOCAL jit = off`;

/** COMMIT was sent and not answered: it is not known whether anything was written. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
}

/**
 * Runs `work` in a transaction and commits it durably.
 *
 * @param keeps false: nothing was changed, so nothing is committed, and no sync to disk is paid for
 * @throws CommitUnknown when only the last step was not answered; whatever `work` throws, when nothing was written
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

/** Answers a question from one moment of what is committed. */
export async function inSnapshot<T>(pool: pg.Pool, question: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Sent together with the first statement of the question: reading outside of it would harm nothing.
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
 * Statements that are sent without waiting for each other; they run in the order in which they were sent. Where one
 * fails the others are waited for all the same, so that none of them runs after the end of the transaction.
 */
export async function together<const T extends readonly unknown[]>(sent: T) {
  await Promise.allSettled(sent);
  return Promise.all(sent);
}

async function commit(client: pg.ClientBase): Promise<void> {
  // Also where an error came back: a proxy speaks in the server's name, and does not know what became of it.
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw new CommitUnknown('COMMIT was not answered', { cause: error });
  });
  // A transaction that failed before answers COMMIT with ROLLBACK, and with no error.
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

/** Several statements in one string give several results, which the driver's types do not say. */
function requireDurable(results: unknown): void {
  const [last] = (results as pg.QueryResult<{ durable?: string }>[]).slice(-1);
  const durable = last?.rows[0]?.durable;
  if (durable === 'on' || durable === 'remote_apply') return;
  throw new StoreUnavailable(`PostgreSQL did not take synchronous_commit=on: it is ${String(durable)}`);
}
