import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { contentOf } from '../../common/archive/format.js';
import type { ArchivePart, Maintenance } from '../../ports/maintenance.js';
import { requireCurrent } from '../../common/migrations.js';
import { access } from './access.js';
import { exportRows, importRows } from '../maintenance/archive.js';
import { type Connection, openConnection } from '../driver/connection.js';
import { examine } from '../maintenance/examine.js';
import { absolutePath, ownFile } from '../driver/filesystem.js';
import { lockFile } from '../driver/lock.js';
import { migrate, pending, schemaName } from '../migrate.js';
import { readZones } from './customers.js';
import { readMode } from './mode.js';

/** Longer than a server ever locks the file. */
const PATIENCE = 'busy_timeout = 10000';

/** Servers may have the file open, except while it is migrated or filled. */
export function openSqliteMaintenance(given: string): Maintenance {
  const path = absolutePath(given);
  return {
    engine: 'sqlite',
    schema: schemaName(),
    migrate: () => bringUp(path),
    mode: () => reading(path, readMode),
    timeZones: () => reading(path, readZones),
    examine: () => examine(requireFile(path)),
    backup: (file) => reading(path, (connection) => copy(connection, file)),
    exportRows: () => exported(path),
    importRows: (parts) => locked(path, (connection) => fill(connection, parts)),
    keys: {
      createApiKey: (record, key, author) =>
        writing(path, (connection) => access(connection).createApiKey(record, key, author)),
      apiKeys: (afterId, limit) => reading(path, (connection) => access(connection).apiKeys(afterId, limit)),
      revokeApiKey: (id, author, nowMs) =>
        writing(path, (connection) => access(connection).revokeApiKey(id, author, nowMs)),
    },
  };
}

function requireFile(path: string): string {
  if (!existsSync(path)) throw new Error(`there is no database file ${path}`);
  return path;
}

/** Runs in one transaction, which sees one moment while servers write. */
async function reading<T>(path: string, work: (connection: Connection) => Promise<T> | T): Promise<T> {
  const connection = openConnection(requireFile(path), 'read');
  try {
    requireCurrent(pending(connection));
    connection.driver.exec('BEGIN');
    return await work(connection);
  } finally {
    connection.driver.close();
  }
}

async function* exported(path: string): AsyncGenerator<ArchivePart> {
  const connection = openConnection(requireFile(path), 'read');
  try {
    requireCurrent(pending(connection));
    connection.driver.exec('BEGIN');
    yield* exportRows(connection);
  } finally {
    connection.driver.close();
  }
}

/** SQLite allows one write at a time, so this waits for a running server. */
async function writing<T>(path: string, work: (connection: Connection) => T): Promise<T> {
  await bringUp(requireFile(path));
  const connection = openConnection(path, 'write');
  try {
    connection.driver.pragma(PATIENCE);
    return work(connection);
  } finally {
    connection.driver.close();
  }
}

/** A current file needs no lock, so its server can keep running. */
async function bringUp(path: string): Promise<readonly string[]> {
  if (existsSync(path)) {
    const connection = openConnection(path, 'read');
    const isCurrent = pending(connection).length === 0;
    connection.driver.close();
    if (isCurrent) return [];
  }
  return locked(path, migrate);
}

async function locked<T>(path: string, work: (connection: Connection) => Promise<T> | T): Promise<T> {
  const file = ownFile(path);
  const lock = lockFile(file);
  try {
    const connection = openConnection(file, 'write');
    try {
      return await work(connection);
    } finally {
      connection.driver.close();
    }
  } finally {
    lock.release();
  }
}

async function fill(connection: Connection, parts: AsyncIterable<ArchivePart>): Promise<void> {
  migrate(connection);
  await importRows(connection, parts);
  connection.driver.pragma('wal_checkpoint(TRUNCATE)');
}

/** Keeps the copy only if its content equals that of the original. */
async function copy(connection: Connection, file: string): Promise<{ content: string; bytes: number }> {
  // Creates the file for this user only. Fails if the file exists.
  closeSync(openSync(file, 'wx', 0o600));
  try {
    const content = await contentOf(exportRows(connection));
    await connection.driver.backup(file);
    const made = openConnection(file, 'read');
    try {
      const pages = made.driver.pragma('integrity_check(1)', { simple: true });
      if (pages !== 'ok') throw new Error(`the copy is damaged: ${String(pages)}`);
      if ((await contentOf(exportRows(made))) !== content)
        throw new Error('the copy does not say what the original says');
    } finally {
      made.driver.close();
    }
    return { content, bytes: statSync(file).size };
  } catch (error) {
    for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(each, { force: true });
    throw error;
  }
}
