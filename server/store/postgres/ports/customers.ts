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
  TokenCutOff,
} from '../../ports/customers.js';
import type { StoredZone } from '../../ports/maintenance.js';
import { addAudit } from '../rows/audit.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { customers as table, customerTerms } from '../schema.js';

export const customers: OnConnection<Customers> = {
  putCustomer,
  editCustomer,
  eraseCustomer,
  revokeCustomerTokens,
  tokenCutOffs,
  customer: find,
  customers: list,
  searchCustomers,
};

async function find({ db }: Connection, id: string): Promise<Customer | null> {
  const [found] = await db.select().from(table).where(eq(table.id, id));
  return found ?? null;
}

/** Customers are never deleted, so a customer that is not new can be locked. */
async function putCustomer(connection: Connection, profile: CustomerProfile, author: Author, nowMs: Ms) {
  const row: Customer = {
    ...profile,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    erasedAtMs: null,
    tokensNotBeforeMs: null,
  };
  const [made] = await connection.db.insert(table).values(row).onConflictDoNothing().returning();
  const before = made ? null : await lockCustomer(connection, profile.id);
  if (before !== null && before.erasedAtMs !== null) return 'erased';
  const { createdAtMs = nowMs, tokensNotBeforeMs = null } = before ?? {};
  const customer = { ...row, createdAtMs, tokensNotBeforeMs };
  await write(connection, before, customer);
  await audit(connection, 'customer.put', customer.id, author, nowMs);
  return { customer, created: before === null };
}

async function editCustomer(
  connection: Connection,
  id: string,
  change: CustomerEdit,
  author: Author,
  nowMs: Ms,
): Promise<Customer | 'erased' | null> {
  const before = await lockCustomer(connection, id);
  if (before === null) return null;
  if (before.erasedAtMs !== null) return 'erased';
  const customer = edited(before, change, nowMs);
  await write(connection, before, customer);
  await audit(connection, 'customer.edit', id, author, nowMs);
  return customer;
}

async function eraseCustomer(
  connection: Connection,
  id: string,
  tokensNotBeforeMs: Ms,
  author: Author,
  nowMs: Ms,
): Promise<Customer | null> {
  const before = await lockCustomer(connection, id);
  if (before?.erasedAtMs !== null) return before;
  const customer = erased(before, tokensNotBeforeMs, nowMs);
  await write(connection, before, customer);
  await connection.client.query('DELETE FROM refused_events WHERE customer_id = $1', [id]);
  await audit(connection, 'customer.erase', id, author, nowMs);
  return customer;
}

async function revokeCustomerTokens(
  connection: Connection,
  id: string,
  tokensNotBeforeMs: Ms,
  author: Author,
  nowMs: Ms,
): Promise<Customer | null> {
  const before = await lockCustomer(connection, id);
  if (before === null) return null;
  const customer = cutOff(before, tokensNotBeforeMs);
  await write(connection, before, customer);
  await audit(connection, 'customer.revokeTokens', id, author, nowMs);
  return customer;
}

async function tokenCutOffs({ client }: Connection, ids: readonly string[]): Promise<TokenCutOff[]> {
  const { rows } = await client.query<{ id: string; not_before: string }>(
    `SELECT id, tokens_not_before_ms AS not_before FROM customers
     WHERE id = ANY($1::text[]) AND tokens_not_before_ms IS NOT NULL`,
    [ids],
  );
  return rows.map((row) => ({ customerId: row.id, notBeforeMs: Number(row.not_before) }));
}

async function list({ db }: Connection, afterId: string | null, limit: number): Promise<Customer[]> {
  return db
    .select()
    .from(table)
    .where(afterId === null ? undefined : gt(table.id, afterId))
    .orderBy(asc(table.id))
    .limit(limit);
}

async function searchCustomers(
  { db }: Connection,
  text: string,
  after: SearchPlace | null,
  limit: number,
): Promise<FoundCustomer[]> {
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
    .limit(limit);
}

async function lockCustomer({ db }: Connection, id: string): Promise<Customer | null> {
  const [found] = await db.select().from(table).where(eq(table.id, id)).for('update');
  return found ?? null;
}

async function write({ db }: Connection, before: Customer | null, customer: Customer): Promise<void> {
  const { id, ...changed } = customer;
  if (before !== null) await db.update(table).set(changed).where(eq(table.id, id));
  const terms = termsOf(before, customer);
  if (terms === null) return;
  await db.delete(customerTerms).where(eq(customerTerms.customerId, id));
  if (terms.length > 0) await db.insert(customerTerms).values(terms.map((term) => ({ customerId: id, term })));
}

async function audit(
  connection: Connection,
  action: CustomerAction,
  id: string,
  author: Author,
  nowMs: Ms,
): Promise<void> {
  await addAudit(connection, auditRow(author, { action, customerId: id, target: id }, nowMs));
}

export async function readZones({ db }: Connection): Promise<StoredZone[]> {
  return db
    .select({ timeZone: table.timeZone, customers: count(), firstCustomerId: sql<string>`${min(table.id)}` })
    .from(table)
    .groupBy(table.timeZone)
    .orderBy(asc(table.timeZone));
}
