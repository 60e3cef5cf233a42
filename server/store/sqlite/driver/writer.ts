import { SqliteError } from 'better-sqlite3';
import { type Methods, prepareMethods } from '../methods.js';
import { migrate } from '../migrate.js';
import { claimMode } from '../ports/mode.js';
import type { StoreMode } from '../../ports/mode.js';
import { type Connection, openConnection } from './connection.js';

/** The only connection that writes. It is synchronous, so it runs in a thread of its own and blocks nothing else. */
export type Writer = Methods & { claimMode(mode: StoreMode): void; close(): void };

export function openWriter(path: string): Writer {
  const connection = openHealthy(path);
  prepareToWrite(path, connection);
  return {
    ...prepareMethods(connection),
    claimMode: (mode) => claimMode(connection, mode),
    close() {
      connection.driver.pragma('wal_checkpoint(TRUNCATE)');
      connection.driver.close();
    },
  };
}

/** SQLite opens a file that it cannot write as read-only, and says so only at the first write. */
function prepareToWrite(path: string, connection: Connection): void {
  try {
    migrate(connection);
    connection.driver.exec("DELETE FROM leases WHERE name = ''");
  } catch (error) {
    connection.driver.close();
    if (!(error instanceof SqliteError && error.code.startsWith('SQLITE_READONLY'))) throw error;
    throw new Error(`the database file ${path} is read-only: this user must be able to write it and its folder`, {
      cause: error,
    });
  }
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
