import type { AppOptions } from '../compose/options.js';
import { type Config, readStoreConfig, type StoreConfig } from '../config.js';
import type { Maintenance } from '../store/ports/maintenance.js';
import { requireConfig, UsageError } from './command.js';

export function databaseOf({ database }: Pick<Config, 'database'>): AppOptions['database'] {
  if (database.kind === 'sqlite') return database.path;
  const { url, migrationUrl } = database;
  return migrationUrl === null ? { url } : { url, migrationUrl };
}

/** @throws UsageError if the environment names no database file or server */
export async function openStore(): Promise<{ readonly maintenance: Maintenance; readonly config: StoreConfig }> {
  const config = requireConfig(readStoreConfig(process.env));
  if (config.database.kind === 'sqlite' && config.database.path === ':memory:') {
    throw new UsageError('DATABASE_URL: sqlite::memory: exists only inside its server; name a file');
  }
  // Imported here, so that `help` loads none of it.
  const { openMaintenance } = await import('../compose/stores.js');
  return { maintenance: openMaintenance(databaseOf(config)), config };
}
