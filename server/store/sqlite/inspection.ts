import { and, asc, count, eq, sql } from 'drizzle-orm';
import { type AccountRecord, ACCOUNTS_A_PAGE, BEFORE_ALL, type Totals } from '../inspection.js';
import { refOf } from '../rows.js';
import type { Connection } from './connection.js';
import { accounts, entries, grants } from './schema.js';

/** Every account with all that belongs to it, in the order of their keys; to be read within one transaction. */
export function* accountRecords({ db }: Connection): Generator<AccountRecord> {
  const at = (name: string) => sql.placeholder(name);
  const page = db
    .select()
    .from(accounts)
    .where(
      sql`(customer_id, credit_type_id, resource_id) > (${at('customerId')}, ${at('creditTypeId')}, ${at('resourceId')})`,
    )
    .orderBy(asc(accounts.customerId), asc(accounts.creditTypeId), asc(accounts.resourceId))
    .limit(ACCOUNTS_A_PAGE)
    .prepare();
  const own = (table: typeof grants | typeof entries) =>
    and(
      eq(table.customerId, at('customerId')),
      eq(table.creditTypeId, at('creditTypeId')),
      eq(table.resourceId, at('resourceId')),
    );
  const grantsOf = db.select().from(grants).where(own(grants)).orderBy(asc(grants.id)).prepare();
  const entriesOf = db.select().from(entries).where(own(entries)).orderBy(asc(entries.seq)).prepare();

  let last = BEFORE_ALL;
  for (;;) {
    const rows = page.all(last);
    for (const account of rows) {
      last = refOf(account);
      yield { account, grants: grantsOf.all(last), entries: entriesOf.all(last) };
    }
    if (rows.length < ACCOUNTS_A_PAGE) return;
  }
}

export function totals({ db }: Connection): Totals {
  return {
    grants: db.select({ rows: count() }).from(grants).get()?.rows ?? 0,
    entries: db.select({ rows: count() }).from(entries).get()?.rows ?? 0,
  };
}
