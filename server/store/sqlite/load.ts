import { and, eq, sql } from 'drizzle-orm';
import { accountKey } from '../../ledger/account.js';
import { needs } from '../../ledger/needs.js';
import type {
  Account,
  AccountRef,
  Catalog,
  Command,
  CustomerSnapshot,
  Ms,
  Result,
  Stored,
} from '../../ledger/protocol.js';
import { keyHash } from '../digest.js';
import { prepareAccounts } from './accounts.js';
import type { Connection } from './connection.js';
import type { AccountRow } from './rows.js';
import { causes, customers, subscriptions } from './schema.js';

/** Open grants to load at first; each time a decision reaches past them, this many times more. */
const FIRST_GRANTS = 8;
const GROWTH = 16;

/** Everything a batch is decided on, and what the write needs to know of the rows it came from. */
export type Loaded = {
  readonly customers: ReadonlyMap<string, CustomerSnapshot>;
  /** The account rows that exist, by account key. */
  readonly rows: ReadonlyMap<string, AccountRow>;
};

/** Loads what a batch of commands needs, in two steps: the customers, then the accounts that they lead to. */
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
  // Asked once per command: the driver's own statement, without a mapping between.
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
    const stored = new Map<string, Stored>();
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
      accounts: new Map(),
    };
  }

  function findStored(command: Command): Stored | null {
    if (command.key === null) return null;
    const row = usedKey.get(command.customerId, keyHash(command.key)) as [string, string, string] | undefined;
    if (!row) return null;
    const [commandId, fingerprint, result] = row;
    return { commandId, fingerprint, result: JSON.parse(result) as Result };
  }

  /** @param shortages how often each account (by key) ran past its loaded grants */
  function loadAccounts(
    batch: readonly Command[],
    customersLoaded: ReadonlyMap<string, CustomerSnapshot>,
    catalog: Catalog,
    nowMs: Ms,
    shortages: ReadonlyMap<string, number>,
  ): Loaded {
    const wanted = collectNeeds(batch, customersLoaded, catalog, nowMs);
    const rows = new Map<string, AccountRow>();
    const loaded = new Map<string, Map<string, Account>>();
    for (const [key, { ref, grantIds }] of wanted) {
      const row = accounts.row(ref);
      if (row) rows.set(key, row);
      const limit = FIRST_GRANTS * GROWTH ** (shortages.get(key) ?? 0);
      const own = loaded.get(ref.customerId) ?? new Map<string, Account>();
      loaded.set(ref.customerId, own.set(key, accounts.forDecision(ref, row, nowMs, limit, [...grantIds])));
    }
    const complete = [...customersLoaded.values()].map(
      (snapshot) =>
        [snapshot.customerId, { ...snapshot, accounts: loaded.get(snapshot.customerId) ?? new Map() }] as const,
    );
    return { customers: new Map(complete), rows };
  }
}

type Wanted = Map<string, { readonly ref: AccountRef; readonly grantIds: Set<string> }>;

function collectNeeds(
  batch: readonly Command[],
  customersLoaded: ReadonlyMap<string, CustomerSnapshot>,
  catalog: Catalog,
  nowMs: Ms,
): Wanted {
  const wanted: Wanted = new Map();
  const want = (ref: AccountRef) => {
    const key = accountKey(ref);
    const known = wanted.get(key) ?? { ref, grantIds: new Set<string>() };
    wanted.set(key, known);
    return known;
  };
  for (const command of batch) {
    const snapshot = customersLoaded.get(command.customerId);
    if (!snapshot) continue;
    const needed = needs(command, snapshot, catalog, nowMs);
    needed.accounts.forEach(want);
    for (const { account, grantId } of needed.grants) want(account).grantIds.add(grantId);
  }
  return wanted;
}

function byCustomer(batch: readonly Command[]): Map<string, Command[]> {
  const grouped = new Map<string, Command[]>();
  for (const command of batch) {
    const own = grouped.get(command.customerId);
    if (own) own.push(command);
    else grouped.set(command.customerId, [command]);
  }
  return grouped;
}
