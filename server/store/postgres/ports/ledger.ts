import { and, asc, eq, lte } from 'drizzle-orm';
import type { Ms } from '../../../ledger/values/refs.js';
import { onlyOutcome } from '../../common/transaction/loading.js';
import { refOf } from '../../common/rows.js';
import type { DueAccount, Ledger } from '../../ports/ledger.js';
import type { ReadCatalog } from './catalog.js';
import { decide } from '../transaction/decide.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { accounts } from '../schema.js';

/** `transact` is left out, because it opens its own transactions. */
export const ledger = (readCatalog: ReadCatalog): OnConnection<Omit<Ledger, 'transact'>> => ({
  simulate: async (on, command, nowMs) => onlyOutcome(await decide(on, readCatalog, [command], nowMs, 'read')),
  due,
});

async function due({ db }: Connection, beforeMs: Ms, limit: number, customerId?: string): Promise<DueAccount[]> {
  const own = customerId === undefined ? undefined : eq(accounts.customerId, customerId);
  const rows = await db
    .select()
    .from(accounts)
    .where(and(lte(accounts.nextDueMs, beforeMs), own))
    .orderBy(asc(accounts.nextDueMs))
    .limit(limit);
  return rows.map((row) => ({ account: refOf(row), dueAtMs: row.nextDueMs ?? beforeMs }));
}
