import { eq, sql } from 'drizzle-orm';
import { figures } from '../../../ledger/accounts/figures.js';
import { refOf } from '../../common/rows.js';
import type { Balances } from '../../ports/balances.js';
import type { Sync } from '../../ports/sync.js';
import { prepareAccounts } from '../rows/accounts.js';
import type { Connection } from '../driver/connection.js';
import { prepareOutlook } from '../rows/outlook.js';
import { accounts } from '../schema.js';

export function balances(connection: Connection): Sync<Balances> {
  const loading = prepareAccounts(connection);
  const accountsOf = connection.db
    .select()
    .from(accounts)
    .where(eq(accounts.customerId, sql.placeholder('customerId')))
    .prepare();

  return {
    balances: (customerId, filter, nowMs) =>
      accountsOf
        .all({ customerId })
        .filter((row) => filter.creditTypeId === undefined || row.creditTypeId === filter.creditTypeId)
        .filter((row) => filter.resourceId === undefined || row.resourceId === filter.resourceId)
        .map((row) => figures(loading.forFigures(refOf(row), row, nowMs), nowMs)),

    outlook: prepareOutlook(connection),

    versions: (customerIds) =>
      customerIds.flatMap((customerId) =>
        accountsOf.all({ customerId }).map((row) => ({ account: refOf(row), version: row.version })),
      ),
  };
}
