import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { CustomerSnapshot, StoredResult } from '../../../ledger/commands/snapshot.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { Subscription } from '../../../ledger/subscriptions/subscription.js';
import { decodeResult } from '../../common/answers.js';
import { keyHash } from '../../common/transaction/chain.js';
import { collectNeeds, type Snapshot, type Shortages, withAccounts } from '../../common/transaction/loading.js';
import { accountRows, forDecision } from '../rows/accounts.js';
import { type Connection, together } from '../driver/connection.js';
import { subscriptions } from '../schema.js';
import { prepareSelect } from '../driver/select.js';

const EXISTING = 'SELECT id FROM customers WHERE id = ANY($1::text[])';

/**
 * Locks the customers of a batch in one order, so that batches cannot deadlock. No decision uses other columns of these
 * rows: a statement that waits for a lock continues with the data from before its wait.
 */
const LOCK = `${EXISTING} ORDER BY id FOR UPDATE`;

const USED_KEYS = `SELECT w.customer_id, w.command_id, t.id, t.fingerprint, t.result
  FROM unnest($1::text[], $2::bytea[], $3::text[]) AS w (customer_id, key_hash, command_id)
  JOIN commands AS t ON t.customer_id = w.customer_id AND t.key_hash = w.key_hash`;

const USED_CAUSES = `SELECT t.customer_id, t.cause FROM unnest($1::text[], $2::text[]) AS w (customer_id, cause)
  JOIN causes AS t ON t.customer_id = w.customer_id AND t.cause = w.cause`;

const subscribed = prepareSelect(
  subscriptions,
  (columns) =>
    `SELECT ${columns} FROM subscriptions AS t WHERE t.customer_id = ANY($1::text[]) ORDER BY t.customer_id, t.id`,
);

export async function loadCustomers(
  connection: Connection,
  batch: readonly Command[],
  intent: Intent,
): Promise<Map<string, CustomerSnapshot>> {
  const ids = [...new Set(batch.map(({ customerId }) => customerId))];
  // Sent together and run in order: the lock is taken before the other statements begin.
  const [found, stored, used, plans] = await together([
    connection.client.query<{ id: string }>(intent === 'write' ? LOCK : EXISTING, [ids]),
    usedKeys(connection, batch),
    usedCauses(connection, batch),
    subscribed(connection, ids),
  ]);
  const existing = new Set(found.rows.map(({ id }) => id));
  const plansOf = groupedPlans(plans);
  const snapshots = ids.map((customerId): [string, CustomerSnapshot] => [
    customerId,
    {
      customerId,
      exists: existing.has(customerId),
      subscriptions: plansOf.get(customerId) ?? [],
      stored: stored.get(customerId) ?? new Map(),
      causes: used.get(customerId) ?? new Set(),
      prices: new Map(),
      accounts: new Map(),
    },
  ]);
  return new Map(snapshots);
}

export type Intent = 'write' | 'read';

export async function loadAccounts(
  connection: Connection,
  batch: readonly Command[],
  customers: ReadonlyMap<string, CustomerSnapshot>,
  catalog: Catalog,
  nowMs: Ms,
  shortages: Shortages,
): Promise<Snapshot> {
  const { wanted, prices } = collectNeeds(batch, customers, catalog, nowMs);
  const rows = await accountRows(connection, wanted);
  const accounts = await forDecision(connection, wanted, rows, nowMs, shortages);
  return { customers: withAccounts(customers, accounts, prices), rows };
}

type UsedKey = Record<'customer_id' | 'command_id' | 'id' | 'fingerprint' | 'result', string>;

/** Keyed by customer, then by the id of the command. */
async function usedKeys(
  { client }: Connection,
  batch: readonly Command[],
): Promise<Map<string, Map<string, StoredResult>>> {
  const keyed = batch.flatMap(({ id, customerId, key }) => (key ? [{ id, customerId, hash: keyHash(key) }] : []));
  const used = new Map<string, Map<string, StoredResult>>();
  if (keyed.length === 0) return used;
  const { rows } = await client.query<UsedKey>(USED_KEYS, [
    keyed.map(({ customerId }) => customerId),
    keyed.map(({ hash }) => hash),
    keyed.map(({ id }) => id),
  ]);
  for (const { customer_id: customerId, command_id: commandId, id, fingerprint, result } of rows) {
    const own = used.get(customerId) ?? new Map<string, StoredResult>();
    used.set(customerId, own.set(commandId, { commandId: id, fingerprint, result: decodeResult(result) }));
  }
  return used;
}

async function usedCauses(
  { client }: Connection,
  batch: readonly Command[],
): Promise<ReadonlyMap<string, Set<string>>> {
  const caused = batch.filter(({ cause }) => cause !== null);
  const used = new Map<string, Set<string>>();
  if (caused.length === 0) return used;
  const { rows } = await client.query<{ customer_id: string; cause: string }>(USED_CAUSES, [
    caused.map(({ customerId }) => customerId),
    caused.map(({ cause }) => cause),
  ]);
  for (const { customer_id: id, cause } of rows) used.set(id, (used.get(id) ?? new Set()).add(cause));
  return used;
}

function groupedPlans(plans: readonly Subscription[]): ReadonlyMap<string, Subscription[]> {
  const grouped = new Map<string, Subscription[]>();
  for (const plan of plans) grouped.set(plan.customerId, [...(grouped.get(plan.customerId) ?? []), plan]);
  return grouped;
}
