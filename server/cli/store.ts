import type { AppOptions } from '../compose/options.js';
import { type Config, readStoreConfig, type StoreConfig } from '../config.js';
import type { Maintenance } from '../store/ports/maintenance.js';
import { settled, UsageError } from './command.js';

/** The database as compose is told of it. */
export function databaseOf({ database }: Pick<Config, 'database'>): AppOptions['database'] {
  if (database.kind === 'sqlite') return database.path;
  const { url, migrationUrl } = database;
  return migrationUrl === null ? { url } : { url, migrationUrl };
}

/**
 * What looks after the database that the environment names.
 *
 * @throws UsageError when there is nothing to look after
 */
export async function openStore(): Promise<{ readonly maintenance: Maintenance; readonly config: StoreConfig }> {
  const config = settled(readStoreConfig(process.env));
  if (config.database.kind === 'sqlite' && config.database.path === ':memory:') {
    throw new UsageError('DATABASE_URL: sqlite::memory: is gone with the server that has it; name a file');
  }
  // Only now, so that help needs none of it.
  const { openMaintenance } = await import('../compose/stores.js');
  return { maintenance: openMaintenance(databaseOf(config)), config };
}
