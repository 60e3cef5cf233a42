import { desc, eq, sql } from 'drizzle-orm';
import type { Subscriptions } from '../../ports/subscriptions.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { subscriptions as table } from '../schema.js';

export function subscriptions({ db }: Connection): Sync<Subscriptions> {
  const ofCustomer = db
    .select()
    .from(table)
    .where(eq(table.customerId, sql.placeholder('customerId')))
    .orderBy(desc(table.id))
    .prepare();
  return {
    subscriptions: (customerId) => ofCustomer.all({ customerId }),
    subscription: (id) => db.select().from(table).where(eq(table.id, id)).get() ?? null,
  };
}
