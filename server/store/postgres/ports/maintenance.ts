import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type ArchivePart, BackupImpossible, type Finding, type Maintenance } from '../../ports/maintenance.js';
import { requireCurrent } from '../../common/migrations.js';
import type { Store } from '../../ports/store.js';
import { exportRows, importRows } from '../maintenance/archive.js';
import type { Connection } from '../driver/connection.js';
import { examine } from '../maintenance/examine.js';
import { isEmpty, migrate, pending, schemaName } from '../migrate.js';
import { readZones } from './customers.js';
import { readMode } from './mode.js';
import { openPostgresStore, type PostgresOptions } from '../store.js';

const BEGIN_LOOKING = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`;
const BEGIN_FILLING = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '60s';
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`;
const NO_RIGHT = '42501';

export function openPostgresMaintenance({ url, migrationUrl }: Omit<PostgresOptions, 'onWarning'>): Maintenance {
  const owner = migrationUrl ?? url;
  const asServer = { url, ...(migrationUrl !== undefined && { migrationUrl }) };
  const bringUp = async () => migrate(owner, migrationUrl === undefined ? null : await roleOf(url));
  return {
    engine: 'postgres',
    schema: schemaName(),
    migrate: bringUp,
    mode: () => reading(url, readMode),
    timeZones: () => reading(url, readZones),
    examine: () => looking(url, examine),
    backup: () => {
      throw new BackupImpossible(
        'PostgreSQL is backed up by its own tools: pg_dump for a copy, or a base backup with archived WAL ' +
          'for any point in time; drawdown export writes a copy that any engine can import',
      );
    },
    exportRows: () => looking(url, exported),
    importRows: async (parts) => {
      await bringUp();
      await fill(owner, parts);
    },
    keys: {
      createApiKey: (...given) => withStore(asServer, (store) => store.createApiKey(...given)),
      apiKeys: (...given) => withStore(asServer, (store) => store.apiKeys(...given)),
      revokeApiKey: (...given) => withStore(asServer, (store) => store.revokeApiKey(...given)),
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'drawdown-cli', keepAlive: true });
  // The caller of a statement gets the error.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function roleOf(url: string): Promise<string> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
    return rows[0]?.role ?? '';
  } finally {
    await client.end();
  }
}

async function* looking<T extends ArchivePart | Finding>(
  url: string,
  look: (connection: Connection) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = await connect(url);
  try {
    await client.query(BEGIN_LOOKING);
    yield* look({ client, db: drizzle(client) });
  } finally {
    await client.end();
  }
}

async function reading<T>(url: string, question: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    requireCurrent(await pending(client));
    return await question({ client, db: drizzle(client) });
  } finally {
    await client.end();
  }
}

async function* exported(connection: Connection): AsyncGenerator<ArchivePart> {
  requireCurrent(await pending(connection.client));
  yield* exportRows(connection);
}

async function fill(url: string, parts: AsyncIterable<ArchivePart>): Promise<void> {
  const client = await connect(url);
  try {
    await client.query(BEGIN_FILLING);
    await importRows({ client, db: drizzle(client) }, parts);
    await client.query('COMMIT');
    // The first queries need statistics of the imported rows.
    await client.query('ANALYZE');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_RIGHT) throw error;
    throw new Error(`only the owner of the tables can fill them, by DATABASE_MIGRATION_URL: ${error.message}`, {
      cause: error,
    });
  } finally {
    // Also ends a failed transaction.
    await client.end();
  }
}

/** Opening a store migrates it. A command that looks after keys must not make a ledger in the wrong database. */
async function requireLedger(url: string): Promise<void> {
  const client = await connect(url);
  try {
    if (await isEmpty(client)) throw new Error('there is no ledger in this database: run drawdown migrate first');
  } finally {
    await client.end();
  }
}

async function withStore<T>(
  options: Omit<PostgresOptions, 'onWarning'>,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  await requireLedger(options.url);
  const store = await openPostgresStore({ ...options, onWarning: () => undefined });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
