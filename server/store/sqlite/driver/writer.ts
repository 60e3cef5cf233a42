import { SqliteError } from 'better-sqlite3';
import type { Command } from '../../../ledger/batch/registry.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { StoreMode } from '../../ports/mode.js';
import type { Transacted } from '../../ports/ledger.js';
import { isNothing } from '../../common/writing.js';
import { prepareCatalog, prepareCatalogChanges, prepareRequestKeys } from '../catalog.js';
import { type Connection, openConnection } from './connection.js';
import { prepareCredentials } from '../credentials.js';
import { prepareDecide } from '../decide.js';
import { prepareDirectory } from '../customers.js';
import { prepareEvents } from '../events.js';
import { prepareLeases } from '../leases.js';
import { migrate } from '../migrate.js';
import { claimMode } from '../mode.js';
import { prepareWrite } from '../write.js';

/**
 * Everything that writes, on the one connection that does. Synchronous: it lives in a thread of its own, where a
 * batch of a thousand events holds up nobody.
 */
export type Writer = ReturnType<typeof openWriter>;

export function openWriter(path: string) {
  const connection = openHealthy(path);
  migrate(connection);
  const catalog = prepareCatalog(connection);
  const changeCatalog = prepareCatalogChanges(connection, catalog);
  const directory = prepareDirectory(connection);
  const credentials = prepareCredentials(connection);
  const leases = prepareLeases(connection);

  return {
    claimMode: (mode: StoreMode) => claimMode(connection, mode),
    transact: prepareTransact(connection, catalog),
    changeCatalog,
    pruneRequestKeys: prepareRequestKeys(connection).prune,
    putCustomer: directory.put,
    editCustomer: directory.edit,
    eraseCustomer: directory.erase,
    pruneRefusedEvents: prepareEvents(connection).prune,
    createApiKey: credentials.create,
    revokeApiKey: credentials.revoke,
    noteApiKeyUse: credentials.noteUse,
    moveTestClock: credentials.moveTestClock,
    acquireLease: leases.acquire,
    releaseLease: leases.release,
    close(): void {
      connection.driver.pragma('wal_checkpoint(TRUNCATE)');
      connection.driver.close();
    },
  };
}

function prepareTransact(connection: Connection, catalog: ReturnType<typeof prepareCatalog>) {
  const { driver } = connection;
  const decide = prepareDecide(connection, catalog);
  const write = prepareWrite(connection);

  /** The SQLite form of lock → load → decide → write → commit: the file is the lock. */
  return function transact(commands: readonly Command[], nowMs: Ms): Transacted {
    driver.exec('BEGIN IMMEDIATE');
    try {
      const { decision, loaded } = decide(commands, nowMs);
      const { changes, outcomes } = decision;
      if (isNothing(changes)) {
        driver.exec('ROLLBACK');
      } else {
        write(changes, loaded);
        driver.exec('COMMIT');
      }
      return { outcomes, changed: changes.accounts.map((account) => account.ref) };
    } catch (error) {
      if (driver.inTransaction) driver.exec('ROLLBACK');
      throw error;
    }
  };
}

/** A damaged file must never serve balances. */
function openHealthy(path: string): Connection {
  const damaged = (why: unknown) => new Error(`the database file ${path} is damaged: ${String(why)}`, { cause: why });
  try {
    const connection = openConnection(path, 'write');
    const verdict = connection.driver.pragma('quick_check(1)', { simple: true });
    if (verdict === 'ok') return connection;
    connection.driver.close();
    throw damaged(verdict);
  } catch (error) {
    throw isCorruption(error) ? damaged(error) : error;
  }
}

const isCorruption = (error: unknown) => error instanceof SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
