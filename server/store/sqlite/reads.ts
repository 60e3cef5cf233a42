import { and, asc, desc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { type AccountFigures, figures } from '../../ledger/accounts/figures.js';
import type { GrantAnswer } from '../../ledger/grants/grant.js';
import type { Ms } from '../../ledger/values/refs.js';
import type { Subscription } from '../../ledger/subscriptions/subscription.js';
import { refOf } from '../common/rows.js';
import type { AccountVersion, BalanceFilter } from '../ports/balances.js';
import type { GrantQuery } from '../ports/grants.js';
import type { DueAccount } from '../ports/ledger.js';
import { prepareAccounts } from './accounts.js';
import type { Connection } from './driver/connection.js';
import { prepareGrantLists } from './grant-lists.js';
import { prepareGrantAnswers } from './grant-places.js';
import { accounts, entries, grants, subscriptions } from './schema.js';

/** Questions, answered on a connection of their own: they wait for no writer. */
export function prepareReads(connection: Connection) {
  const { db } = connection;
  const at = (name: string) => sql.placeholder(name);
  const loading = prepareAccounts(connection);
  const grantLists = prepareGrantLists(connection);
  const accountsOf = db
    .select()
    .from(accounts)
    .where(eq(accounts.customerId, at('customerId')))
    .prepare();
  const subscriptionsOf = db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.customerId, at('customerId')))
    .orderBy(desc(subscriptions.id))
    .prepare();
  const dueOfAll = db
    .select()
    .from(accounts)
    .where(and(isNotNull(accounts.nextDueMs), lte(accounts.nextDueMs, at('beforeMs'))))
    .orderBy(asc(accounts.nextDueMs))
    .limit(at('limit'))
    .prepare();
  // Asked before every list and every stream.
  const dueOfOne = db
    .select()
    .from(accounts)
    .where(and(eq(accounts.customerId, at('customerId')), lte(accounts.nextDueMs, at('beforeMs'))))
    .orderBy(asc(accounts.nextDueMs))
    .limit(at('limit'))
    .prepare();
  const answers = prepareGrantAnswers(connection);

  return {
    balances(customerId: string, filter: BalanceFilter, nowMs: Ms): AccountFigures[] {
      return accountsOf
        .all({ customerId })
        .filter((row) => filter.creditTypeId === undefined || row.creditTypeId === filter.creditTypeId)
        .filter((row) => filter.resourceId === undefined || row.resourceId === filter.resourceId)
        .map((row) => figures(loading.forFigures(refOf(row), row, nowMs), nowMs));
    },

    subscriptions: (customerId: string): Subscription[] => subscriptionsOf.all({ customerId }),

    subscription: (id: string): Subscription | null =>
      db.select().from(subscriptions).where(eq(subscriptions.id, id)).get() ?? null,

    grants: (query: GrantQuery): GrantAnswer[] => answers(grantLists.list(query)),

    grantGroups: grantLists.groups,

    grant(id: string): GrantAnswer | null {
      const row = db.select().from(grants).where(eq(grants.id, id)).get();
      return (row && answers([row])[0]) ?? null;
    },

    due(beforeMs: Ms, limit: number, customerId: string | null): DueAccount[] {
      const rows =
        customerId === null ? dueOfAll.all({ beforeMs, limit }) : dueOfOne.all({ customerId, beforeMs, limit });
      return rows.map((row) => ({ account: refOf(row), dueAtMs: row.nextDueMs ?? beforeMs }));
    },

    versions: (customerIds: readonly string[]): AccountVersion[] =>
      customerIds.flatMap((customerId) =>
        accountsOf.all({ customerId }).map((row) => ({ account: refOf(row), version: row.version })),
      ),

    isEmpty: (): boolean => db.select({ seq: entries.seq }).from(entries).limit(1).get() === undefined,
  };
}
