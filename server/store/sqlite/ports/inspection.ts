import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { AccountRef } from '../../../ledger/values/refs.js';
import {
  type AccountRecord,
  ACCOUNTS_A_PAGE,
  BEFORE_ALL,
  inspectAccount,
  planLook,
  type Totals,
} from '../../common/ports/inspection.js';
import type { InspectionResult, Inspection } from '../../ports/inspection.js';
import type { Sync } from '../../ports/sync.js';
import { type AccountRow, refOf } from '../../common/rows.js';
import type { Connection } from '../driver/connection.js';
import { prepareSchemaCheck } from '../migrate.js';
import { accounts, entries, grants } from '../schema.js';

const IN_ORDER = [asc(accounts.customerId), asc(accounts.creditTypeId), asc(accounts.resourceId)];

function prepareRecords({ db }: Connection) {
  const at = (name: string) => sql.placeholder(name);
  const page = db
    .select()
    .from(accounts)
    .where(
      sql`(customer_id, credit_type_id, resource_id) > (${at('customerId')}, ${at('creditTypeId')}, ${at('resourceId')})`,
    )
    .orderBy(...IN_ORDER)
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
  return {
    page: (after: AccountRef) => page.all(after),
    record(account: AccountRow): AccountRecord {
      const ref = refOf(account);
      return { account, grants: grantsOf.all(ref), entries: entriesOf.all(ref) };
    },
  };
}

/** Ordered by key. Requires an open transaction, so that all accounts are read at one moment. */
export function* accountRecords(connection: Connection): Generator<AccountRecord> {
  const { page, record } = prepareRecords(connection);
  let last = BEFORE_ALL;
  for (;;) {
    const rows = page(last);
    for (const account of rows) {
      last = refOf(account);
      yield record(account);
    }
    if (rows.length < ACCOUNTS_A_PAGE) return;
  }
}

export function inspection(connection: Connection): Sync<Inspection> {
  const { db } = connection;
  return {
    inspect: prepareInspect(connection),
    isEmpty: () => db.select({ seq: entries.seq }).from(entries).limit(1).get() === undefined,
    schemaIsCurrent: prepareSchemaCheck(connection),
  };
}

function prepareInspect(connection: Connection): (from: AccountRef | number, mostEntries: number) => InspectionResult {
  const { db, driver } = connection;
  const { page, record } = prepareRecords(connection);
  const before = (share: number): AccountRef => {
    const all = db.select({ rows: count() }).from(accounts).get()?.rows ?? 0;
    const offset = Math.floor(share * all) - 1;
    const row = offset < 0 ? undefined : db.select().from(accounts).orderBy(...IN_ORDER).limit(1).offset(offset).get(); // prettier-ignore
    return row ? refOf(row) : BEFORE_ALL;
  };
  return driver.transaction((from: AccountRef | number, mostEntries: number): InspectionResult => {
    const look = planLook(page(typeof from === 'number' ? before(from) : from), mostEntries);
    const findings = look.read.flatMap((account) => inspectAccount(record(account)));
    return { accounts: look.read.length, tooLong: look.tooLong, findings, next: look.next };
  });
}

export function totals({ db }: Connection): Totals {
  return {
    grants: db.select({ rows: count() }).from(grants).get()?.rows ?? 0,
    entries: db.select({ rows: count() }).from(entries).get()?.rows ?? 0,
  };
}
