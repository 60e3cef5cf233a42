import { and, eq, sql } from 'drizzle-orm';
import type { Ms } from '../../ledger/values/refs.js';
import type { Connection } from './driver/connection.js';
import { leases } from './schema.js';

/** Leases. One statement takes one. */
export function prepareLeases({ db }: Connection) {
  return {
    acquire(name: string, holder: string, ttlMs: number, nowMs: Ms): boolean {
      const row = { name, holder, untilMs: nowMs + ttlMs };
      const setWhere = sql`${leases.holder} = ${holder} OR ${leases.untilMs} <= ${nowMs}`;
      const taken = db
        .insert(leases)
        .values(row)
        .onConflictDoUpdate({ target: leases.name, set: row, setWhere })
        .returning()
        .all();
      return taken.length > 0;
    },
    release(name: string, holder: string): void {
      db.delete(leases)
        .where(and(eq(leases.name, name), eq(leases.holder, holder)))
        .run();
    },
  };
}
