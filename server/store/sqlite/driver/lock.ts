import Database, { SqliteError } from 'better-sqlite3';
import { createFile } from './filesystem.js';

/**
 * Keeps a second server from opening the same file. The lock is an SQLite lock on a file beside the database, so the
 * operating system releases it when the process dies.
 *
 * @param file the real path: another spelling would be another lock
 * @throws Error if another process holds the lock, or the folder cannot be written
 */
export function lockFile(file: string): { release(): void } {
  const name = `${file}-lock`;
  createFile(name);
  const lock = new Database(name);
  try {
    lock.pragma('busy_timeout = 0');
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const isHeld = error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY');
    throw isHeld ? new Error(`another server is using ${file}`, { cause: error }) : error;
  }
  return { release: () => lock.close() };
}
