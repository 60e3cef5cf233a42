import Database from 'better-sqlite3';

/**
 * Keeps a second server from opening the same file. The lock is an SQLite lock on a file beside the database, so the
 * operating system releases it when the process dies.
 *
 * @throws Error if another process holds the lock
 */
export function lockFile(path: string): { release(): void } {
  const lock = new Database(`${path}-lock`);
  try {
    lock.pragma('busy_timeout = 0');
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(`another server is using ${path}`, { cause: error });
  }
  return { release: () => lock.close() };
}
