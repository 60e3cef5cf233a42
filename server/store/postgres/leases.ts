import { and, eq, sql } from 'drizzle-orm';
import type { Ms } from '../../ledger/values/refs.js';
import type { Connection } from './driver/connection.js';
import { leases } from './schema.js';

/** Leases. One statement takes one: of two that want it, the second waits for the first and sees what it wrote. */
export async function acquire(
  { db }: Connection,
  name: string,
  holder: string,
  ttlMs: number,
  nowMs: Ms,
): Promise<boolean> {
  const row = { name, holder, untilMs: nowMs + ttlMs };
  const setWhere = sql`${leases.holder} = ${holder} OR ${leases.untilMs} <= ${nowMs}`;
  const taken = await db
    .insert(leases)
    .values(row)
    .onConflictDoUpdate({ target: leases.name, set: row, setWhere })
    .returning();
  return taken.length > 0;
}

export async function release({ db }: Connection, name: string, holder: string): Promise<void> {
  await db.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
}
