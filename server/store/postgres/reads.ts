import { and, asc, desc, eq, lte } from 'drizzle-orm';
import { type AccountFigures, figures } from '../../ledger/accounts/figures.js';
import type { GrantAnswer } from '../../ledger/grants/grant.js';
import type { Ms } from '../../ledger/values/refs.js';
import type { Subscription } from '../../ledger/subscriptions/subscription.js';
import { refOf } from '../common/rows.js';
import type { AccountVersion, BalanceFilter } from '../ports/balances.js';
import type { GrantQuery } from '../ports/grants.js';
import type { DueAccount } from '../ports/ledger.js';
import { forFigures } from './accounts.js';
import type { Connection } from './driver/connection.js';
import { grantRows } from './grant-lists.js';
import { grantAnswers } from './grant-places.js';
import { accounts, grants, subscriptions } from './schema.js';
import { prepareSelect } from './driver/select.js';

/** Questions, each answered from one moment of what is committed. */

const accountsOf = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} FROM accounts AS t WHERE t.customer_id = $1
    ORDER BY t.customer_id, t.credit_type_id, t.resource_id`,
);

export async function balances(
  connection: Connection,
  customerId: string,
  filter: BalanceFilter,
  nowMs: Ms,
): Promise<AccountFigures[]> {
  const rows = (await accountsOf(connection, customerId))
    .filter((row) => filter.creditTypeId === undefined || row.creditTypeId === filter.creditTypeId)
    .filter((row) => filter.resourceId === undefined || row.resourceId === filter.resourceId);
  return (await forFigures(connection, rows, nowMs)).map((account) => figures(account, nowMs));
}

export async function subscriptionsOf({ db }: Connection, customerId: string): Promise<Subscription[]> {
  const own = eq(subscriptions.customerId, customerId);
  return db.select().from(subscriptions).where(own).orderBy(desc(subscriptions.id));
}

export async function subscription({ db }: Connection, id: string): Promise<Subscription | null> {
  const [found] = await db.select().from(subscriptions).where(eq(subscriptions.id, id));
  return found ?? null;
}

export async function listGrants(connection: Connection, query: GrantQuery): Promise<GrantAnswer[]> {
  return grantAnswers(connection, await grantRows(connection, query));
}

export async function grant(connection: Connection, id: string): Promise<GrantAnswer | null> {
  const [row] = await connection.db.select().from(grants).where(eq(grants.id, id));
  if (!row) return null;
  const [answer] = await grantAnswers(connection, [row]);
  return answer ?? null;
}

export async function due(
  { db }: Connection,
  beforeMs: Ms,
  limit: number,
  customerId: string | null,
): Promise<DueAccount[]> {
  const own = customerId === null ? undefined : eq(accounts.customerId, customerId);
  const rows = await db
    .select()
    .from(accounts)
    .where(and(lte(accounts.nextDueMs, beforeMs), own))
    .orderBy(asc(accounts.nextDueMs))
    .limit(limit);
  return rows.map((row) => ({ account: refOf(row), dueAtMs: row.nextDueMs ?? beforeMs }));
}

export async function versions({ client }: Connection, customerIds: readonly string[]): Promise<AccountVersion[]> {
  type Row = { customer_id: string; credit_type_id: string; resource_id: string; version: string };
  const { rows } = await client.query<Row>(
    'SELECT customer_id, credit_type_id, resource_id, version FROM accounts WHERE customer_id = ANY($1::text[])',
    [customerIds],
  );
  return rows.map((row) => ({
    account: { customerId: row.customer_id, creditTypeId: row.credit_type_id, resourceId: row.resource_id },
    version: Number(row.version),
  }));
}

export async function isEmpty({ client }: Connection): Promise<boolean> {
  return (await client.query('SELECT seq FROM entries LIMIT 1')).rows.length === 0;
}
