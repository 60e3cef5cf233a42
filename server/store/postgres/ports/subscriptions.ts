import { desc, eq } from 'drizzle-orm';
import type { Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { Subscriptions } from '../../ports/subscriptions.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { subscriptions as table } from '../schema.js';

export const subscriptions: OnConnection<Subscriptions> = { subscriptions: list, subscription };

async function list({ db }: Connection, customerId: string): Promise<Subscription[]> {
  const own = eq(table.customerId, customerId);
  return db.select().from(table).where(own).orderBy(desc(table.id));
}

async function subscription({ db }: Connection, id: string): Promise<Subscription | null> {
  const [found] = await db.select().from(table).where(eq(table.id, id));
  return found ?? null;
}
