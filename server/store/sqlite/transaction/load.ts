import { eq, sql } from 'drizzle-orm';
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
import { customers, subscriptions } from '../schema.js';

/** A cause is free again if its grant ended unpaid (semantics: Payment). */
const USED_CAUSE = `SELECT t.cause, t.command_id FROM causes AS t WHERE t.customer_id = ? AND t.cause = ?
  AND NOT EXISTS (SELECT 1 FROM grants AS g WHERE g.customer_id = t.customer_id AND g.id = t.command_id
    AND g.state = 'ended' AND g.payment ->> 'status' <> 'paid')`;

export function prepareLoad(connection: Connection) {
  const { db, driver } = connection;
  const at = (name: string) => sql.placeholder(name);
  const accounts = prepareAccounts(connection);
  const customer = db
    .select({ erasedAtMs: customers.erasedAtMs })
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
  const usedCause = driver.prepare(USED_CAUSE).raw();

  return { loadCustomers, loadAccounts };

  function loadCustomers(batch: readonly Command[]): Map<string, CustomerSnapshot> {
    return new Map([...byCustomer(batch)].map(([id, own]) => [id, loadCustomer(id, own)]));
  }

  function loadCustomer(customerId: string, own: readonly Command[]): CustomerSnapshot {
    const found = customer.get({ id: customerId });
    const exists = found !== undefined;
    const stored = new Map<string, StoredResult>();
    const used = new Map<string, string>();
    for (const command of exists ? own : []) {
      const first = findStored(command);
      if (first) stored.set(command.id, first);
      const row = command.cause === null ? undefined : usedCause.get(customerId, command.cause);
      if (row) used.set(...(row as [cause: string, commandId: string]));
    }
    return {
      customerId,
      exists,
      isErased: found?.erasedAtMs != null,
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
      const limit = shortages.grantsToLoad(key);
      loaded.set(key, accounts.forDecision(ref, row, nowMs, limit, [...grantIds], shortages.ranksOf(key)));
    }
    return { customers: withAccounts(customersLoaded, loaded, prices), rows };
  }
}
