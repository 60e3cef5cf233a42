import type pg from 'pg';
import { storeMethods } from '../common/methods.js';
import type { StoreMode } from '../ports/mode.js';
import type { Store } from '../ports/store.js';
import { StoreUnavailable } from '../ports/unavailable.js';
import { access } from './ports/access.js';
import { balances } from './ports/balances.js';
import { catalog, prepareCatalog } from './ports/catalog.js';
import { customers } from './ports/customers.js';
import { type Connection, inSnapshot, inTransaction, openPool, READERS, WRITERS } from './driver/connection.js';
import { ATTEMPTS_TO_READ, withRetries } from './driver/retry.js';
import { couldRewrite } from './driver/rights.js';
import { entries } from './ports/entries.js';
import { events } from './ports/events.js';
import { grants } from './ports/grants.js';
import { inspection } from './ports/inspection.js';
import { leases } from './ports/leases.js';
import { ledger } from './ports/ledger.js';
import { migrate } from './migrate.js';
import { subscriptions } from './ports/subscriptions.js';
import { claimMode } from './ports/mode.js';
import { prepareTransact } from './transaction/transact.js';
import { usage } from './ports/usage.js';

export type PostgresOptions = {
  readonly url: string;
  /** `postgres://…` of the role that owns the tables. If absent, the server's role owns them. */
  readonly migrationUrl?: string;
  /** The store keeps its first mode and refuses the other. If absent, no mode is kept or checked. */
  readonly mode?: StoreMode;
  /** Receives a sentence for each setting that weakens the promises but does not break them. */
  readonly onWarning: (warning: string) => void;
};

/**
 * Opens a PostgreSQL database, which any number of instances may share.
 *
 * @throws Error if the database cannot be reached, is of a newer version or the other mode, or a migration has changed
 */
export async function openPostgresStore({ url, migrationUrl, mode, onWarning }: PostgresOptions): Promise<Store> {
  const onIdleError = (error: Error) => onWarning(`a connection to PostgreSQL broke: ${error.message}`);
  const pools = { write: openPool(url, WRITERS, onIdleError), read: openPool(url, READERS, onIdleError) };
  try {
    await migrate(migrationUrl ?? url, migrationUrl === undefined ? null : await roleOf(pools.read));
    if (mode !== undefined) await withRetries(() => inTransaction(pools.write, (on) => claimMode(on, mode)));
    for (const warning of await inSnapshot(pools.read, weaknesses)) onWarning(warning);
    return storeOf(pools);
  } catch (error) {
    await Promise.all([pools.write.end(), pools.read.end()]);
    throw error;
  }
}

type Pools = { readonly write: pg.Pool; readonly read: pg.Pool };

async function roleOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]?.role ?? '';
}

async function weaknesses({ client }: Connection): Promise<readonly string[]> {
  const { rows } = await client.query<{ fsync: string }>("SELECT current_setting('fsync') AS fsync");
  return [
    ...((await couldRewrite(client))
      ? [
          'the role of DATABASE_URL could rewrite entries: give the tables to another role, in DATABASE_MIGRATION_URL, ' +
            'and this server keeps the right to add to them only',
        ]
      : []),
    ...(rows[0]?.fsync === 'on' ? [] : ['PostgreSQL runs with fsync=off: a crash of its machine loses commits']),
  ];
}

function storeOf(pools: Pools): Store {
  const readCatalog = prepareCatalog();
  const transact = prepareTransact(pools.write, readCatalog);
  const onConnection = {
    ...ledger(readCatalog),
    ...catalog(readCatalog),
    ...customers,
    ...balances,
    ...entries,
    ...events,
    ...usage,
    ...grants,
    ...subscriptions,
    ...access,
    ...leases,
    ...inspection,
  };
  let closing: Promise<unknown> | null = null;
  const guarded = <T>(task: () => Promise<T>, attempts?: number): Promise<T> =>
    withRetries(() => {
      if (closing) throw new StoreUnavailable('the store is closed');
      return task();
    }, attempts);

  return {
    isShared: true,
    transact: (commands, nowMs) => guarded(() => transact(commands, nowMs)),
    ...storeMethods(onConnection, (method, use) => {
      const run = method as Run;
      if (use === 'write') return (...given) => guarded(() => inTransaction(pools.write, (on) => run(on, ...given)));
      return (...given) => guarded(() => inSnapshot(pools.read, (on) => run(on, ...given)), ATTEMPTS_TO_READ);
    }),
    close: async () => {
      closing ??= Promise.all([pools.write.end(), pools.read.end()]);
      await closing;
    },
  };
}

type Run = (on: Connection, ...given: never[]) => Promise<unknown>;
