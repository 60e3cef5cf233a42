import { and, eq, sql } from 'drizzle-orm';
import type { Account } from '../../../ledger/accounts/account.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { CustomerSnapshot, StoredResult } from '../../../ledger/commands/snapshot.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { decodeResult } from '../../common/answers.js';
import { keyHash } from '../../common/transaction/chain.js';
import {
  byCustomer,
  collectNeeds,
  type Snapshot,
  type Shortages,
  withAccounts,
} from '../../common/transaction/loading.js';
import type { AccountRow } from '../../common/rows.js';
import { prepareAccounts } from '../rows/accounts.js';
import type { Connection } from '../driver/connection.js';
import { causes, customers, subscriptions } from '../schema.js';

export function prepareLoad(connection: Connection) {
  const { db, driver } = connection;
  const at = (name: string) => sql.placeholder(name);
  const accounts = prepareAccounts(connection);
  const customer = db
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, at('id')))
    .prepare();
  const subscribed = db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.customerId, at('customerId')))
    .prepare();
  // Runs once per command, so it skips drizzle's mapping.
  const usedKey = driver
    .prepare('SELECT id, fingerprint, result FROM commands WHERE customer_id = ? AND key_hash = ?')
    .raw();
  const usedCause = db
    .select({ cause: causes.cause })
    .from(causes)
    .where(and(eq(causes.customerId, at('customerId')), eq(causes.cause, at('cause'))))
    .prepare();

  return { loadCustomers, loadAccounts };

  function loadCustomers(batch: readonly Command[]): Map<string, CustomerSnapshot> {
    return new Map([...byCustomer(batch)].map(([id, own]) => [id, loadCustomer(id, own)]));
  }

  function loadCustomer(customerId: string, own: readonly Command[]): CustomerSnapshot {
    const exists = customer.get({ id: customerId }) !== undefined;
    const stored = new Map<string, StoredResult>();
    const used = new Set<string>();
    for (const command of exists ? own : []) {
      const first = findStored(command);
      if (first) stored.set(command.id, first);
      if (command.cause !== null && usedCause.get({ customerId, cause: command.cause })) used.add(command.cause);
    }
    return {
      customerId,
      exists,
      subscriptions: exists ? subscribed.all({ customerId }) : [],
      stored,
      causes: used,
      prices: new Map(),
      accounts: new Map(),
    };
  }

  function findStored(command: Command): StoredResult | null {
    if (command.key === null) return null;
    const row = usedKey.get(command.customerId, keyHash(command.key)) as [string, string, string] | undefined;
    if (!row) return null;
    const [commandId, fingerprint, result] = row;
    return { commandId, fingerprint, result: decodeResult(result) };
  }

  function loadAccounts(
    batch: readonly Command[],
    customersLoaded: ReadonlyMap<string, CustomerSnapshot>,
    catalog: Catalog,
    nowMs: Ms,
    shortages: Shortages,
  ): Snapshot {
    const { wanted, prices } = collectNeeds(batch, customersLoaded, catalog, nowMs);
    const rows = new Map<string, AccountRow>();
    const loaded = new Map<string, Account>();
    for (const [key, { ref, grantIds }] of wanted) {
      const row = accounts.row(ref);
      if (row) rows.set(key, row);
      loaded.set(key, accounts.forDecision(ref, row, nowMs, shortages.grantsToLoad(key), [...grantIds]));
    }
    return { customers: withAccounts(customersLoaded, loaded, prices), rows };
  }
}
