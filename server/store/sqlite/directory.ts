import { asc, eq, gt, sql } from 'drizzle-orm';
import type { Author, Ms } from '../../ledger/protocol.js';
import { auditRow } from '../audit.js';
import type { Customer, CustomerProfile } from '../store.js';
import type { Connection } from './connection.js';
import { auditLog, customers } from './schema.js';

/** Customers as people know them. */
export function prepareDirectory({ db, driver }: Connection) {
  const byId = db
    .select()
    .from(customers)
    .where(eq(customers.id, sql.placeholder('id')))
    .prepare();
  const find = (id: string): Customer | null => byId.get({ id }) ?? null;

  const put = driver.transaction((profile: CustomerProfile, author: Author, nowMs: Ms) => {
    const before = find(profile.id);
    const customer: Customer = { ...profile, createdAtMs: before?.createdAtMs ?? nowMs, updatedAtMs: nowMs };
    db.insert(customers).values(customer).onConflictDoUpdate({ target: customers.id, set: customer }).run();
    const change = { action: 'customer.put', customerId: profile.id, target: profile.id } as const;
    db.insert(auditLog)
      .values(auditRow(author, change, nowMs))
      .run();
    return { customer, created: before === null };
  });

  return {
    find,
    put: (profile: CustomerProfile, author: Author, nowMs: Ms) => put.immediate(profile, author, nowMs),
    list: (afterId: string | null, limit: number): Customer[] =>
      db
        .select()
        .from(customers)
        .where(afterId === null ? undefined : gt(customers.id, afterId))
        .orderBy(asc(customers.id))
        .limit(limit)
        .all(),
  };
}
