import type pg from 'pg';
import { onlyOutcome } from '../common/loading.js';
import { auditRow, testClockChange } from '../common/audit.js';
import type { StoreMode } from '../ports/mode.js';
import type { Store } from '../ports/store.js';
import { StoreUnavailable } from '../ports/unavailable.js';
import { listAudit } from './audit.js';
import { prepareCatalog, prepareCatalogChanges, pruneKeys } from './catalog.js';
import { type Connection, inSnapshot, inTransaction, openPool, READERS, WRITERS } from './driver/connection.js';
import * as credentials from './credentials.js';
import { decide } from './decide.js';
import * as directory from './customers.js';
import * as events from './events.js';
import { inspect } from './inspection.js';
import * as leases from './leases.js';
import { entryPageOf, positions } from './entries.js';
import { migrate, schemaIsCurrent } from './migrate.js';
import { claimMode } from './mode.js';
import { grantGroups } from './grant-lists.js';
import { outlook } from './outlook.js';
import * as reads from './reads.js';
import { ATTEMPTS_TO_READ, withRetries } from './driver/retry.js';
import { couldRewrite } from './driver/rights.js';
import { prepareTransact } from './transact.js';
import { usage } from './usage.js';

export type PostgresOptions = {
  /** `postgres://…` of the server's own role. */
  readonly url: string;
  /** `postgres://…` of the role that owns the tables; absent: the server's role does. */
  readonly migrationUrl?: string;
  /** The mode of the server. The first one is remembered, and the other is refused. Absent: neither. */
  readonly mode?: StoreMode;
  /** Told in a sentence what weakens the promises but does not break them. */
  readonly onWarning: (warning: string) => void;
};

/**
 * The store on a PostgreSQL database, which any number of instances may share.
 *
 * @throws Error when the database cannot be reached, is too new, has migrations that changed, or is of the other mode
 */
export async function openPostgresStore({ url, migrationUrl, mode, onWarning }: PostgresOptions): Promise<Store> {
  const onIdleError = (error: Error) => onWarning(`a connection to PostgreSQL broke: ${error.message}`);
  const pools = { write: openPool(url, WRITERS, onIdleError), read: openPool(url, READERS, onIdleError) };
  try {
    await migrate(migrationUrl ?? url, migrationUrl === undefined ? null : await roleOf(pools.read));
    if (mode !== undefined) await withRetries(() => inTransaction(pools.write, (on) => claimMode(on, mode)));
    for (const warning of await inSnapshot(pools.read, weaknesses)) onWarning(warning);
    return storeOf(pools);
  } catch (error) {
    await Promise.all([pools.write.end(), pools.read.end()]);
    throw error;
  }
}

type Pools = { readonly write: pg.Pool; readonly read: pg.Pool };

async function roleOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]?.role ?? '';
}

async function weaknesses({ client }: Connection): Promise<readonly string[]> {
  const { rows } = await client.query<{ fsync: string }>("SELECT current_setting('fsync') AS fsync");
  return [
    ...((await couldRewrite(client))
      ? [
          'the role of DATABASE_URL could rewrite entries: give the tables to another role, in DATABASE_MIGRATION_URL, ' +
            'and this server keeps the right to add to them only',
        ]
      : []),
    ...(rows[0]?.fsync === 'on' ? [] : ['PostgreSQL runs with fsync=off: a crash of its machine loses commits']),
  ];
}

function storeOf(pools: Pools): Store {
  const catalog = prepareCatalog();
  let closing: Promise<unknown> | null = null;
  const guarded = <T>(task: () => Promise<T>, attempts?: number): Promise<T> =>
    withRetries(() => {
      if (closing) throw new StoreUnavailable('the store is closed');
      return task();
    }, attempts);
  const ask = <T>(question: (connection: Connection) => Promise<T>) =>
    guarded(() => inSnapshot(pools.read, question), ATTEMPTS_TO_READ);
  const change = <T>(work: (connection: Connection) => Promise<T>) => guarded(() => inTransaction(pools.write, work));
  const transact = prepareTransact(pools.write, catalog);
  const changeCatalog = prepareCatalogChanges(pools.write, catalog);

  return {
    isShared: true,
    transact: (commands, nowMs) => guarded(() => transact(commands, nowMs)),
    changeCatalog: (given, key, author, nowMs) => guarded(() => changeCatalog(given, key, author, nowMs)),
    pruneRequestKeys: (beforeMs) => change((on) => pruneKeys(on, beforeMs)),
    putCustomer: (profile, author, nowMs) => change((on) => directory.putCustomer(on, profile, author, nowMs)),
    editCustomer: (id, edit, author, nowMs) => change((on) => directory.editCustomer(on, id, edit, author, nowMs)),
    eraseCustomer: (id, author, nowMs) => change((on) => directory.eraseCustomer(on, id, author, nowMs)),
    createApiKey(record, key, author) {
      const made = { action: 'apiKey.create', customerId: null, target: record.id } as const;
      const audit = auditRow(author, made, record.createdAtMs);
      return change((on) => credentials.createApiKey(on, record, key, audit));
    },
    revokeApiKey(id, author, nowMs) {
      const audit = auditRow(author, { action: 'apiKey.revoke', customerId: null, target: id }, nowMs);
      return change((on) => credentials.revokeApiKey(on, id, audit, nowMs));
    },
    noteApiKeyUse: (id, atMs) => change((on) => credentials.noteApiKeyUse(on, id, atMs)),
    moveTestClock(fromMs, toMs, author, nowMs) {
      const audit = auditRow(author, testClockChange(toMs), nowMs);
      return change((on) => credentials.moveTestClock(on, fromMs, toMs, audit));
    },
    acquireLease: (name, holder, ttlMs, nowMs) => change((on) => leases.acquire(on, name, holder, ttlMs, nowMs)),
    releaseLease: (name, holder) => change((on) => leases.release(on, name, holder)),

    simulate: (command, nowMs) => ask(async (on) => onlyOutcome(await decide(on, catalog, [command], nowMs, 'read'))),
    pruneRefusedEvents: (beforeMs, most) => change((on) => events.pruneRefusedEvents(on, beforeMs, most)),
    searchEvents: (query) => ask((on) => events.searchEvents(on, query)),
    reportedEvent: (id) => ask((on) => events.findEvent(on, id)),
    due: (beforeMs, limit, customerId) => ask((on) => reads.due(on, beforeMs, limit, customerId ?? null)),
    catalog: () => ask(catalog),
    customer: (id) => ask((on) => directory.findCustomer(on, id)),
    customers: (afterId, limit) => ask((on) => directory.listCustomers(on, afterId, limit)),
    searchCustomers: (text, after, limit) => ask((on) => directory.searchCustomers(on, text, after, limit)),
    apiKeyByHash: (hash) => ask((on) => credentials.apiKeyByHash(on, hash)),
    apiKeys: (afterId, limit) => ask((on) => credentials.listApiKeys(on, afterId, limit)),
    testClock: () => ask(credentials.readTestClock),
    auditRecords: (query) => ask((on) => listAudit(on, query)),
    balances: (customerId, filter, nowMs) => ask((on) => reads.balances(on, customerId, filter, nowMs)),
    outlook: (account, mostGrants) => ask((on) => outlook(on, account, mostGrants)),
    subscriptions: (customerId) => ask((on) => reads.subscriptionsOf(on, customerId)),
    subscription: (id) => ask((on) => reads.subscription(on, id)),
    grants: (query) => ask((on) => reads.listGrants(on, query)),
    grantGroups: (filter, by) => ask((on) => grantGroups(on, filter, by)),
    grant: (id) => ask((on) => reads.grant(on, id)),
    entries: (query) => ask((on) => entryPageOf(on, query)),
    positions: (account, beforeMs) => ask((on) => positions(on, account, beforeMs)),
    usage: (query) => ask((on) => usage(on, query)),
    inspect: (from, mostEntries) => ask((on) => inspect(on, from, mostEntries)),
    versions: (customerIds) => ask((on) => reads.versions(on, customerIds)),
    isEmpty: () => ask(reads.isEmpty),
    schemaIsCurrent: () => ask(schemaIsCurrent),

    close: async () => {
      closing ??= Promise.all([pools.write.end(), pools.read.end()]);
      await closing;
    },
  };
}
