import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { storeMethods } from '../common/methods.js';
import type { StoreMode } from '../ports/mode.js';
import type { Store } from '../ports/store.js';
import { StoreUnavailable } from '../ports/unavailable.js';
import { type Connection, openConnection } from './driver/connection.js';
import { requireLocal } from './driver/filesystem.js';
import { lockFile } from './driver/lock.js';
import type { Reader } from './driver/reader.js';
import { lateReader, type Remote, startWriter } from './driver/thread-client.js';
import type { Writer } from './driver/writer.js';
import { type Methods, prepareMethods } from './methods.js';

export type SqliteOptions = {
  /** A file path, or `:memory:` for a temporary file, removed on close, that several threads can open. */
  readonly path: string;
  /** The store keeps its first mode and refuses the other. If absent, no mode is kept or checked. */
  readonly mode?: StoreMode;
  /** A thread ended or its disk failed. The process should end, and restart from the durable state. */
  readonly onLost: (error: Error) => void;
};

/**
 * Opens one SQLite file: a thread writes, this thread reads, and another thread runs long reads.
 *
 * @throws Error if the file is damaged, of a newer version or the other mode, or in use, or if SQLite is too old
 */
export async function openSqliteStore({ path, mode, onLost }: SqliteOptions): Promise<Store> {
  const folder = path === ':memory:' ? mkdtempSync(join(tmpdir(), 'drawdown-')) : null;
  const file = folder === null ? path : join(folder, 'memory.db');
  mkdirSync(dirname(file), { recursive: true });
  requireLocal(file);
  const lock = lockFile(file);
  const release = () => {
    lock.release();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  let writer: Remote<Writer> | null = null;
  try {
    writer = await startWriter(file, onLost);
    if (mode !== undefined) await writer.call('claimMode', mode);
    return storeOf(writer, lateReader(file, onLost), openConnection(file, 'read'), release);
  } catch (error) {
    await writer?.stop();
    release();
    throw error;
  }
}

function storeOf(writer: Remote<Writer>, reader: Remote<Reader>, connection: Connection, release: () => void): Store {
  const ask = prepareAsk(connection);
  let closing: Promise<void> | null = null;

  const close = async (): Promise<void> => {
    connection.driver.close();
    try {
      await Promise.all([writer.stop(), reader.stop()]);
    } finally {
      release();
    }
  };
  return {
    isShared: false,
    ...storeMethods(prepareMethods(connection), (method, use, name) => {
      const run = method as Run;
      switch (use) {
        case 'write':
          return (...given) => writer.call(name, ...(given as unknown as MethodArguments));
        case 'longRead':
          return (...given) => reader.call(name, ...(given as unknown as MethodArguments));
        case 'read':
          return (...given) => ask(() => run(...given));
      }
    }),
    close: () => (closing ??= close()),
  };
}

/** The compiler loses the arguments of a method here. `storeMethods` ties them to the method again. */
type Run = (...given: never[]) => unknown;
type MethodArguments = Parameters<Methods[keyof Methods]>;

/**
 * Reads in one turn of the event loop share a snapshot, because the writer may commit between two statements. The
 * transaction ends before any answer is delivered, so that a later read sees every acknowledged write.
 */
function prepareAsk({ driver }: Connection) {
  const [begin, commit, rollback] = ['BEGIN', 'COMMIT', 'ROLLBACK'].map((sql) => driver.prepare(sql));
  const end = (how: typeof commit) => {
    if (driver.open && driver.inTransaction) how?.run();
  };
  return <T>(question: () => T): Promise<T> =>
    new Promise((resolve) => {
      if (!driver.open) throw new StoreUnavailable('the store is closed');
      if (!driver.inTransaction) {
        begin?.run();
        queueMicrotask(() => end(commit));
      }
      try {
        resolve(question());
      } catch (error) {
        // The next read begins a new transaction, whatever state this one left.
        end(rollback);
        throw error;
      }
    });
}
