import { and, eq, sql } from 'drizzle-orm';
import type { Leases } from '../../ports/leases.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { leases as table } from '../schema.js';

export function leases({ db }: Connection): Sync<Leases> {
  return {
    acquireLease(name, holder, ttlMs, nowMs) {
      const row = { name, holder, untilMs: nowMs + ttlMs };
      const setWhere = sql`${table.holder} = ${holder} OR ${table.untilMs} <= ${nowMs}`;
      const taken = db
        .insert(table)
        .values(row)
        .onConflictDoUpdate({ target: table.name, set: row, setWhere })
        .returning()
        .all();
      return taken.length > 0;
    },
    releaseLease(name, holder) {
      db.delete(table)
        .where(and(eq(table.name, name), eq(table.holder, holder)))
        .run();
    },
  };
}
