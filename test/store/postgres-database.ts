import { asc } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { openPostgresStore } from '../../server/store/postgres/store.js';
import { accounts, entries, grants } from '../../server/store/postgres/schema.js';
import type { Store } from '../../server/store/ports/store.js';
import type { TestDatabase } from '../support/postgres.js';
import { auditTables, type Tables } from './audit.js';

/** The tests connect as a superuser, and the store warns of it. postgres-rights.test.ts tests the warning. */
export const openStore = (url: string): Promise<Store> => openPostgresStore({ url, onWarning: () => undefined });

async function readTables(database: TestDatabase): Promise<Tables> {
  const client = await database.connect();
  try {
    const db = drizzle(client);
    const { customerId, creditTypeId, resourceId, seq } = entries;
    return {
      accounts: await db
        .select()
        .from(accounts)
        .orderBy(accounts.customerId, accounts.creditTypeId, accounts.resourceId),
      grants: await db.select().from(grants).orderBy(grants.customerId, grants.id),
      entries: await db.select().from(entries).orderBy(asc(customerId), asc(creditTypeId), asc(resourceId), asc(seq)),
    };
  } finally {
    await client.end();
  }
}

/** Checks a database without the store that wrote it. */
export const auditDatabase = async (database: TestDatabase) => auditTables(await readTables(database));
