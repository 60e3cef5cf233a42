import { asc, eq, gt } from 'drizzle-orm';
import type { Ms } from '../../ledger/protocol.js';
import type { AuditRow } from '../audit.js';
import type { Customer, CustomerProfile } from '../store.js';
import { addAudit } from './audit.js';
import type { Connection } from './connection.js';
import { customers } from './schema.js';

/** Customers as people know them. */

export async function findCustomer({ db }: Connection, id: string): Promise<Customer | null> {
  const [found] = await db.select().from(customers).where(eq(customers.id, id));
  return found ?? null;
}

/** Customers are never deleted, so who is not new is there to be changed. */
export async function putCustomer(connection: Connection, profile: CustomerProfile, audit: AuditRow, nowMs: Ms) {
  const { db } = connection;
  const row: Customer = { ...profile, createdAtMs: nowMs, updatedAtMs: nowMs };
  const [made] = await db.insert(customers).values(row).onConflictDoNothing().returning();
  await addAudit(connection, audit);
  if (made) return { customer: made, created: true };
  const { id, createdAtMs: _kept, ...changed } = row;
  const [customer] = await db.update(customers).set(changed).where(eq(customers.id, id)).returning();
  if (!customer) throw new Error(`customer ${id} is neither new nor there`);
  return { customer, created: false };
}

export async function listCustomers({ db }: Connection, afterId: string | null, limit: number): Promise<Customer[]> {
  return db
    .select()
    .from(customers)
    .where(afterId === null ? undefined : gt(customers.id, afterId))
    .orderBy(asc(customers.id))
    .limit(limit);
}
