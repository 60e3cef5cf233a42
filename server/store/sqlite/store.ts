import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onlyOutcome } from '../common/loading.js';
import type { StoreMode } from '../ports/mode.js';
import type { Store } from '../ports/store.js';
import { StoreUnavailable } from '../ports/unavailable.js';
import { prepareAuditLog } from './audit.js';
import { prepareCatalog } from './catalog.js';
import { type Connection, openConnection } from './driver/connection.js';
import { prepareCredentials } from './credentials.js';
import { prepareDecide } from './decide.js';
import { prepareDirectory } from './customers.js';
import { prepareEntries } from './entries.js';
import { prepareEvents } from './events.js';
import { requireLocal } from './driver/filesystem.js';
import { lockFile } from './driver/lock.js';
import { prepareSchemaCheck } from './migrate.js';
import { prepareOutlook } from './outlook.js';
import { prepareReads } from './reads.js';
import type { Reader } from './driver/reader.js';
import { lateReader, type Remote, startWriter } from './driver/thread-client.js';
import type { Writer } from './driver/writer.js';

export type SqliteOptions = {
  /** A file path, or `:memory:`: a temporary file that is removed on close, because two threads must see it. */
  readonly path: string;
  /** The mode of the server. The first one is remembered, and the other is refused. Absent: neither. */
  readonly mode?: StoreMode;
  /** A thread is gone or its disk failed: the process should end, and start again from what is durable. */
  readonly onLost: (error: Error) => void;
};

/**
 * The store on one SQLite file: a thread that writes, a connection here that reads, and a thread for long questions.
 *
 * @throws Error when the file is damaged, too new, on a version of SQLite that corrupts, or used by another server, or of the other mode.
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
  const reads = prepareReads(connection);
  const outlook = prepareOutlook(connection);
  const events = prepareEvents(connection);
  const catalog = prepareCatalog(connection);
  const decide = prepareDecide(connection, catalog);
  const directory = prepareDirectory(connection);
  const credentials = prepareCredentials(connection);
  const auditRecords = prepareAuditLog(connection);
  const entries = prepareEntries(connection);
  const schemaIsCurrent = prepareSchemaCheck(connection);
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
    transact: (commands, nowMs) => writer.call('transact', commands, nowMs),
    changeCatalog: (change, key, author, nowMs) => writer.call('changeCatalog', change, key, author, nowMs),
    pruneRequestKeys: (beforeMs) => writer.call('pruneRequestKeys', beforeMs),
    putCustomer: (profile, author, nowMs) => writer.call('putCustomer', profile, author, nowMs),
    editCustomer: (id, edit, author, nowMs) => writer.call('editCustomer', id, edit, author, nowMs),
    eraseCustomer: (id, author, nowMs) => writer.call('eraseCustomer', id, author, nowMs),
    createApiKey: (record, key, author) => writer.call('createApiKey', record, key, author),
    revokeApiKey: (id, author, nowMs) => writer.call('revokeApiKey', id, author, nowMs),
    noteApiKeyUse: (id, atMs) => writer.call('noteApiKeyUse', id, atMs),
    moveTestClock: (fromMs, toMs, author, nowMs) => writer.call('moveTestClock', fromMs, toMs, author, nowMs),
    acquireLease: (name, holder, ttlMs, nowMs) => writer.call('acquireLease', name, holder, ttlMs, nowMs),
    releaseLease: (name, holder) => writer.call('releaseLease', name, holder),

    simulate: (command, nowMs) => ask(() => onlyOutcome(decide([command], nowMs))),
    pruneRefusedEvents: (beforeMs, most) => writer.call('pruneRefusedEvents', beforeMs, most),
    searchEvents: (query) => ask(() => events.search(query)),
    reportedEvent: (id) => ask(() => events.find(id)),
    due: (beforeMs, limit, customerId) => ask(() => reads.due(beforeMs, limit, customerId ?? null)),
    catalog: () => ask(catalog),
    customer: (id) => ask(() => directory.find(id)),
    customers: (afterId, limit) => ask(() => directory.list(afterId, limit)),
    searchCustomers: (text, after, limit) => ask(() => directory.search(text, after, limit)),
    apiKeyByHash: (hash) => ask(() => credentials.byHash(hash)),
    apiKeys: (afterId, limit) => ask(() => credentials.list(afterId, limit)),
    testClock: () => ask(() => credentials.testClock()),
    auditRecords: (query) => ask(() => auditRecords(query)),
    balances: (customerId, filter, nowMs) => ask(() => reads.balances(customerId, filter, nowMs)),
    outlook: (account, mostGrants) => ask(() => outlook(account, mostGrants)),
    subscriptions: (customerId) => ask(() => reads.subscriptions(customerId)),
    subscription: (id) => ask(() => reads.subscription(id)),
    grants: (query) => ask(() => reads.grants(query)),
    grantGroups: (filter, by) => ask(() => reads.grantGroups(filter, by)),
    grant: (id) => ask(() => reads.grant(id)),
    entries: (query) => ask(() => entries.page(query)),
    positions: (account, beforeMs) => ask(() => entries.positions(account, beforeMs)),
    usage: (query) => reader.call('usage', query),
    inspect: (from, mostEntries) => reader.call('inspect', from, mostEntries),
    versions: (customerIds) => ask(() => reads.versions(customerIds)),
    isEmpty: () => ask(() => reads.isEmpty()),
    schemaIsCurrent: () => ask(schemaIsCurrent),

    close: () => (closing ??= close()),
  };
}

/**
 * Questions of one turn of the event loop see one snapshot: the writing thread may commit between two statements, and an
 * account must not be seen with the grants of another moment. It ends before anybody hears an answer, or that a write is
 * durable, so that whoever asks after that sees everything that was acknowledged.
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
        // The next one begins anew, whatever state this one left.
        end(rollback);
        throw error;
      }
    });
}
