import { and, eq, sql } from 'drizzle-orm';
import type { Ms } from '../../../ledger/values/refs.js';
import type { Leases } from '../../ports/leases.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { leases as table } from '../schema.js';

export const leases: OnConnection<Leases> = { acquireLease, releaseLease };

/** One statement takes a lease. A concurrent statement waits for this one and sees its result. */
async function acquireLease(
  { db }: Connection,
  name: string,
  holder: string,
  ttlMs: number,
  nowMs: Ms,
): Promise<boolean> {
  const row = { name, holder, untilMs: nowMs + ttlMs };
  const setWhere = sql`${table.holder} = ${holder} OR ${table.untilMs} <= ${nowMs}`;
  const taken = await db
    .insert(table)
    .values(row)
    .onConflictDoUpdate({ target: table.name, set: row, setWhere })
    .returning();
  return taken.length > 0;
}

async function releaseLease({ db }: Connection, name: string, holder: string): Promise<void> {
  await db.delete(table).where(and(eq(table.name, name), eq(table.holder, holder)));
}
