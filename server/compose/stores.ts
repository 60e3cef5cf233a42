import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Maintenance } from '../store/ports/maintenance.js';
import type { StoreMode } from '../store/ports/mode.js';
import type { Store } from '../store/ports/store.js';
import { openPostgresMaintenance } from '../store/postgres/ports/maintenance.js';
import { openPostgresStore } from '../store/postgres/store.js';
import { openSqliteMaintenance } from '../store/sqlite/ports/maintenance.js';
import { openSqliteStore } from '../store/sqlite/store.js';
import type { AppOptions, PostgresDatabase } from './options.js';

/** Chooses the adapter by the database that is named. This is the only file that knows both. */
export function openStore(
  database: AppOptions['database'],
  mode: StoreMode,
  onLost: (error: Error) => void,
  logger: Logger,
): Promise<Store> {
  const onWarning = (warning: string) => logger.warn(warning);
  if (typeof database !== 'string') return openPostgresStore({ ...database, mode, onWarning });
  if (/^postgres(ql)?:\/\//.test(database)) return openPostgresStore({ url: database, mode, onWarning });
  return openSqliteStore({ path: database, mode, onLost });
}

/** Opens a ledger for backup, export, import and migration, without serving it. */
export function openMaintenance(database: string | PostgresDatabase): Maintenance {
  return typeof database === 'string' ? openSqliteMaintenance(database) : openPostgresMaintenance(database);
}

/**
 * The name under which this instance holds leases. A SQLite file has one process at a time, so every process uses the
 * same name: it takes over the leases of a crashed one without waiting for them to expire.
 */
export const leaseHolder = (store: Store): string =>
  store.isShared ? `${hostname()}:${process.pid}:${randomUUID()}` : 'the process that has the file';
