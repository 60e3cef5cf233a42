import { aliasedTable, asc, count, eq, getTableColumns, gt, min, sql } from 'drizzle-orm';
import type { Author, Ms } from '../../../ledger/values/refs.js';
import { auditRow } from '../../common/ports/audit.js';
import { earlierTerm, searchConditions } from '../../common/conditions/customers.js';
import { cutOff, type CustomerAction, edited, erased, termsOf } from '../../common/ports/customers.js';
import { searchRange } from '../../common/ports/search-terms.js';
import type {
  Customer,
  CustomerEdit,
  CustomerProfile,
  Customers,
  FoundCustomer,
  SearchPlace,
} from '../../ports/customers.js';
import type { StoredZone } from '../../ports/maintenance.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { auditLog, customers as table, customerTerms } from '../schema.js';

export function customers({ db, driver }: Connection): Sync<Customers> {
  const byId = db
    .select()
    .from(table)
    .where(eq(table.id, sql.placeholder('id')))
    .prepare();
  const find = (id: string): Customer | null => byId.get({ id }) ?? null;

  const forgetReports = driver.prepare('DELETE FROM refused_events WHERE customer_id = ?');

  const put = driver.transaction((profile: CustomerProfile, author: Author, nowMs: Ms) => {
    const before = find(profile.id);
    if (before !== null && before.erasedAtMs !== null) return 'erased';
    const { createdAtMs = nowMs, tokensNotBeforeMs = null } = before ?? {};
    const customer: Customer = { ...profile, createdAtMs, updatedAtMs: nowMs, erasedAtMs: null, tokensNotBeforeMs };
    write(before, customer);
    audit('customer.put', customer.id, author, nowMs);
    return { customer, created: before === null };
  });

  const edit = driver.transaction((id: string, change: CustomerEdit, author: Author, nowMs: Ms) => {
    const before = find(id);
    if (before === null) return null;
    if (before.erasedAtMs !== null) return 'erased';
    const customer = edited(before, change, nowMs);
    write(before, customer);
    audit('customer.edit', id, author, nowMs);
    return customer;
  });

  const erase = driver.transaction((id: string, tokensNotBeforeMs: Ms, author: Author, nowMs: Ms) => {
    const before = find(id);
    if (before?.erasedAtMs !== null) return before;
    const customer = erased(before, tokensNotBeforeMs, nowMs);
    write(before, customer);
    forgetReports.run(id);
    audit('customer.erase', id, author, nowMs);
    return customer;
  });

  const revokeTokens = driver.transaction((id: string, tokensNotBeforeMs: Ms, author: Author, nowMs: Ms) => {
    const before = find(id);
    if (before === null) return null;
    const customer = cutOff(before, tokensNotBeforeMs);
    write(before, customer);
    audit('customer.revokeTokens', id, author, nowMs);
    return customer;
  });

  return {
    putCustomer: put.immediate,
    editCustomer: edit.immediate,
    eraseCustomer: erase.immediate,
    revokeCustomerTokens: revokeTokens.immediate,
    tokenCutOffs: (ids) =>
      ids.flatMap((customerId) => {
        const notBeforeMs = find(customerId)?.tokensNotBeforeMs ?? null;
        return notBeforeMs === null ? [] : [{ customerId, notBeforeMs }];
      }),
    customer: find,
    customers: (afterId, limit) =>
      db
        .select()
        .from(table)
        .where(afterId === null ? undefined : gt(table.id, afterId))
        .orderBy(asc(table.id))
        .limit(limit)
        .all(),
    searchCustomers: search,
  };

  function write(before: Customer | null, customer: Customer): void {
    db.insert(table).values(customer).onConflictDoUpdate({ target: table.id, set: customer }).run();
    const terms = termsOf(before, customer);
    if (terms === null) return;
    db.delete(customerTerms).where(eq(customerTerms.customerId, customer.id)).run();
    for (const term of terms) db.insert(customerTerms).values({ customerId: customer.id, term }).run();
  }

  function audit(action: CustomerAction, id: string, author: Author, nowMs: Ms) {
    const row = auditRow(author, { action, customerId: id, target: id }, nowMs);
    db.insert(auditLog).values(row).run();
  }

  function search(text: string, after: SearchPlace | null, limit: number): FoundCustomer[] {
    const range = searchRange(text);
    if (range === null) return [];
    const { term, customerId } = customerTerms;
    const earlier = aliasedTable(customerTerms, 'earlier');
    const earlierTerms = db
      .select({ term: earlier.term })
      .from(earlier)
      .where(earlierTerm(customerTerms, earlier, range));
    return db
      .select({ term, customer: getTableColumns(table) })
      .from(customerTerms)
      .innerJoin(table, eq(table.id, customerId))
      .where(searchConditions(customerTerms, range, after, earlierTerms))
      .orderBy(asc(term), asc(customerId))
      .limit(limit)
      .all();
  }
}

export const readZones = ({ db }: Connection): StoredZone[] =>
  db
    .select({ timeZone: table.timeZone, customers: count(), firstCustomerId: sql<string>`${min(table.id)}` })
    .from(table)
    .groupBy(table.timeZone)
    .orderBy(asc(table.timeZone))
    .all();
