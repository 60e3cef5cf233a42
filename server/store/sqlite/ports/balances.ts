import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { figures } from '../../../ledger/accounts/figures.js';
import { type AccountRow, refOf } from '../../common/rows.js';
import { type BalanceFilter, type Balances, MOST_ACCOUNTS } from '../../ports/balances.js';
import type { Sync } from '../../ports/sync.js';
import { prepareAccounts } from '../rows/accounts.js';
import type { Connection } from '../driver/connection.js';
import { prepareOutlook } from '../rows/outlook.js';
import { accounts } from '../schema.js';

export function balances(connection: Connection): Sync<Balances> {
  const loading = prepareAccounts(connection);
  const at = (name: string) => sql.placeholder(name);
  const accountsOf = connection.db
    .select()
    .from(accounts)
    .where(eq(accounts.customerId, at('customerId')))
    .prepare();
  const matching = and(
    eq(accounts.customerId, at('customerId')),
    sql`(${accounts.creditTypeId}, ${accounts.resourceId}) > (${at('afterCreditType')}, ${at('afterResource')})`,
    sql`(${at('creditTypeId')} IS NULL OR ${accounts.creditTypeId} = ${at('creditTypeId')})`,
    sql`(${at('resourceId')} IS NULL OR ${accounts.resourceId} = ${at('resourceId')})`,
  );
  const byPlace = connection.db
    .select()
    .from(accounts)
    .where(matching)
    .orderBy(asc(accounts.creditTypeId), asc(accounts.resourceId))
    .limit(at('limit'))
    .prepare();
  const byTime = connection.db
    .select()
    .from(accounts)
    .where(matching)
    .orderBy(desc(accounts.lastAtMs), asc(accounts.creditTypeId), asc(accounts.resourceId))
    .limit(at('limit'))
    .prepare();

  function rowsOf(
    customerId: string,
    { creditTypeId, resourceId, after, order, limit = MOST_ACCOUNTS }: BalanceFilter,
  ): AccountRow[] {
    if (creditTypeId !== undefined && resourceId !== undefined) {
      const row = loading.row({ customerId, creditTypeId, resourceId });
      return row ? [row] : [];
    }
    return (order === 'latest' ? byTime : byPlace).all({
      ...{ customerId, creditTypeId: creditTypeId ?? null, resourceId: resourceId ?? null, limit },
      // No credit type has an empty id.
      ...{ afterCreditType: after?.creditTypeId ?? '', afterResource: after?.resourceId ?? '' },
    });
  }

  return {
    balances: (customerId, filter, nowMs) =>
      rowsOf(customerId, filter).map((row) => figures(loading.forFigures(refOf(row), row, nowMs), nowMs)),

    outlook: prepareOutlook(connection),

    versions: (customerIds) =>
      customerIds.flatMap((customerId) =>
        accountsOf.all({ customerId }).map((row) => ({ account: refOf(row), version: row.version })),
      ),
  };
}
