import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Store } from '../store.js';
import { prepareCatalog } from './catalog.js';
import { openConnection } from './connection.js';
import { prepareCredentials } from './credentials.js';
import { prepareDirectory } from './directory.js';
import { lockFile } from './lock.js';
import { prepareReads } from './reads.js';
import { startWriter } from './writer-client.js';

export type SqliteOptions = {
  /** A file path, or `:memory:`: a temporary file that is removed on close, because two threads must see it. */
  readonly path: string;
  /** The writing thread is gone or its disk failed: the process should end, and start again from what is durable. */
  readonly onLost: (error: Error) => void;
};

/**
 * The store on one SQLite file: a thread that writes, and a connection here that reads.
 *
 * @throws Error when the file is damaged, too new, on a version of SQLite that corrupts, or used by another server.
 */
export async function openSqliteStore({ path, onLost }: SqliteOptions): Promise<Store> {
  const folder = path === ':memory:' ? mkdtempSync(join(tmpdir(), 'drawdown-')) : null;
  const file = folder === null ? path : join(folder, 'memory.db');
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file);
  const release = () => {
    lock.release();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const writer = await startWriter(file, onLost);
    const connection = openConnection(file, 'read');
    const reads = prepareReads(connection);
    const catalog = prepareCatalog(connection);
    const directory = prepareDirectory(connection);
    const credentials = prepareCredentials(connection);
    return {
      transact: (commands, nowMs) => writer.call('transact', commands, nowMs),
      changeCatalog: (change, key, nowMs) => writer.call('changeCatalog', change, key, nowMs),
      putCustomer: (profile, nowMs) => writer.call('putCustomer', profile, nowMs),
      createApiKey: (record, key) => writer.call('createApiKey', record, key),
      revokeApiKey: (id, nowMs) => writer.call('revokeApiKey', id, nowMs),
      noteApiKeyUse: (id, atMs) => writer.call('noteApiKeyUse', id, atMs),
      setTestClock: (standingAtMs) => writer.call('setTestClock', standingAtMs),

      due: async (beforeMs, limit, customerId) => reads.due(beforeMs, limit, customerId ?? null),
      catalog: async () => catalog(),
      customer: async (id) => directory.find(id),
      customers: async (afterId, limit) => directory.list(afterId, limit),
      apiKeyByHash: async (hash) => credentials.byHash(hash),
      apiKeys: async (afterId, limit) => credentials.list(afterId, limit),
      testClock: async () => credentials.testClock(),
      balances: async (customerId, filter, nowMs) => reads.balances(customerId, filter, nowMs),
      subscriptions: async (customerId) => reads.subscriptions(customerId),
      subscription: async (id) => reads.subscription(id),
      grants: async (query) => reads.grants(query),
      grant: async (id) => reads.grant(id),
      entries: async (query) => reads.entries(query),
      isDue: async (customerId, nowMs) => reads.isDue(customerId, nowMs),
      isEmpty: async () => reads.isEmpty(),
      ping: async () => reads.ping(),

      async close() {
        connection.driver.close();
        await writer.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
