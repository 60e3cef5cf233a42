import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import { onlyOutcome } from '../../common/transaction/loading.js';
import { refOf } from '../../common/rows.js';
import type { Ledger } from '../../ports/ledger.js';
import type { Sync } from '../../ports/sync.js';
import { prepareDecide } from '../transaction/decide.js';
import type { Connection } from '../driver/connection.js';
import { accounts } from '../schema.js';
import { prepareTransact } from '../transaction/transact.js';

export function ledger(connection: Connection, readCatalog: () => Catalog): Sync<Ledger> {
  const { db } = connection;
  const at = (name: string) => sql.placeholder(name);
  const decide = prepareDecide(connection, readCatalog);
  const dueOfAll = db
    .select()
    .from(accounts)
    .where(and(isNotNull(accounts.nextDueMs), lte(accounts.nextDueMs, at('beforeMs'))))
    .orderBy(asc(accounts.nextDueMs))
    .limit(at('limit'))
    .prepare();
  const dueOfOne = db
    .select()
    .from(accounts)
    .where(and(eq(accounts.customerId, at('customerId')), lte(accounts.nextDueMs, at('beforeMs'))))
    .orderBy(asc(accounts.nextDueMs))
    .limit(at('limit'))
    .prepare();

  return {
    transact: prepareTransact(connection, decide),
    simulate: (command, nowMs) => onlyOutcome(decide([command], nowMs)),

    due(beforeMs, limit, customerId) {
      const rows =
        customerId === undefined ? dueOfAll.all({ beforeMs, limit }) : dueOfOne.all({ customerId, beforeMs, limit });
      return rows.map((row) => ({ account: refOf(row), dueAtMs: row.nextDueMs ?? beforeMs }));
    },
  };
}
