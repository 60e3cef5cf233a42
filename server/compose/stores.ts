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

/** The only file that knows both adapters. */
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

export function openMaintenance(database: string | PostgresDatabase): Maintenance {
  return typeof database === 'string' ? openSqliteMaintenance(database) : openPostgresMaintenance(database);
}

/**
 * A SQLite file has one process at a time. All use the same name, so that a new process takes over the leases of a
 * crashed one without waiting for them to expire.
 */
export const leaseHolder = (store: Store): string =>
  store.isShared ? `${hostname()}:${process.pid}:${randomUUID()}` : 'the process that has the file';
