import { blob, customType, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AuditAction } from '../ports/store.js';
import type { Payment } from '../../ledger/grants/grant.js';
import type { Refusal } from '../../ledger/values/refusal.js';
import type { Result } from '../../ledger/commands/result.js';

/**
 * The tables as drizzle sees them, for typed queries; the migrations are what makes them. Every integer arrives from
 * the driver as a `bigint`: amounts stay so, instants and counts become numbers.
 */

const micro = customType<{ data: bigint; driverData: bigint }>({ dataType: () => 'integer' });
const whole = customType<{ data: number; driverData: bigint | number }>({
  dataType: () => 'integer',
  fromDriver: Number,
});
const json = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (stored) => (stored === '{}' ? ({} as T) : (JSON.parse(stored) as T)),
    toDriver: (value) => JSON.stringify(value),
  });

type Pairs = Readonly<Record<string, string>>;

export const customers = sqliteTable('customers', {
  id: text().notNull(),
  name: text(),
  email: text(),
  timeZone: text('time_zone').notNull(),
  locale: text(),
  metadata: json<Pairs>()().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
  updatedAtMs: whole('updated_at_ms').notNull(),
  erasedAtMs: whole('erased_at_ms'),
});

export const customerTerms = sqliteTable('customer_terms', {
  customerId: text('customer_id').notNull(),
  term: text().notNull(),
});

export const catalogHead = sqliteTable('catalog_head', {
  id: whole().notNull(),
  revision: whole().notNull(),
});

export const creditTypes = sqliteTable('credit_types', {
  id: text().notNull(),
  definition: text().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
});

export const features = sqliteTable('features', {
  id: text().notNull(),
  definition: text().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
});

export const planVersions = sqliteTable('plan_versions', {
  planId: text('plan_id').notNull(),
  version: whole().notNull(),
  definition: text().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
  publishedAtMs: whole('published_at_ms'),
});

export const products = sqliteTable('products', {
  id: text().notNull(),
  definition: text().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
});

export const archivedPlans = sqliteTable('archived_plans', {
  planId: text('plan_id').notNull(),
  archivedAtMs: whole('archived_at_ms').notNull(),
});

export const requestKeys = sqliteTable('request_keys', {
  apiKeyId: text('api_key_id').notNull(),
  keyHash: blob('key_hash', { mode: 'buffer' }).notNull(),
  fingerprint: text().notNull(),
  answer: text().notNull(),
  atMs: whole('at_ms').notNull(),
});

export const apiKeys = sqliteTable('api_keys', {
  id: text().notNull(),
  name: text().notNull(),
  hash: text().notNull(),
  prefix: text().notNull(),
  scopes: json<readonly string[]>()().notNull(),
  createdAtMs: whole('created_at_ms').notNull(),
  lastUsedAtMs: whole('last_used_at_ms'),
  revokedAtMs: whole('revoked_at_ms'),
});

export const testClock = sqliteTable('test_clock', {
  id: whole().notNull(),
  standingAtMs: whole('standing_at_ms').notNull(),
});

export const leases = sqliteTable('leases', {
  name: text().notNull(),
  holder: text().notNull(),
  untilMs: whole('until_ms').notNull(),
});

export const subscriptions = sqliteTable('subscriptions', {
  customerId: text('customer_id').notNull(),
  id: text().notNull(),
  planId: text('plan_id').notNull(),
  planVersion: whole('plan_version').notNull(),
  startMs: whole('start_ms').notNull(),
  cancelledAtMs: whole('cancelled_at_ms'),
  createdAtMs: whole('created_at_ms').notNull(),
});

const account = {
  customerId: text('customer_id').notNull(),
  creditTypeId: text('credit_type_id').notNull(),
  resourceId: text('resource_id').notNull(),
};

export const accounts = sqliteTable('accounts', {
  ...account,
  entrySeq: whole('entry_seq').notNull(),
  version: whole().notNull(),
  balance: micro().notNull(),
  held: micro().notNull(),
  overdraft: micro().notNull(),
  granted: micro().notNull(),
  openAmount: micro('open_amount').notNull(),
  waitingAmount: micro('waiting_amount').notNull(),
  arrivalSeq: whole('arrival_seq').notNull(),
  lastAtMs: whole('last_at_ms').notNull(),
  nextDueMs: whole('next_due_ms'),
  headHash: blob('head_hash', { mode: 'buffer' }).notNull(),
});

export const grants = sqliteTable('grants', {
  ...account,
  id: text().notNull(),
  amount: micro().notNull(),
  remaining: micro().notNull(),
  reserved: micro().notNull(),
  consumed: micro().notNull(),
  repaid: micro().notNull(),
  expired: micro().notNull(),
  voided: micro().notNull(),
  adjusted: micro().notNull(),
  category: text({ enum: ['paid', 'promotional'] }).notNull(),
  source: text({
    enum: ['purchase', 'auto_top_up', 'plan', 'trial', 'rollover', 'operator', 'api'],
  }).notNull(),
  priority: whole().notNull(),
  effectiveAtMs: whole('effective_at_ms').notNull(),
  expiresAtMs: whole('expires_at_ms'),
  unitCost: json<{ amount: string; currency: string }>()('unit_cost'),
  payment: json<Payment>()('payment'),
  reason: text(),
  metadata: json<Pairs>()().notNull(),
  actorType: text('actor_type', { enum: ['operator', 'apiKey', 'customer', 'system'] }).notNull(),
  actorId: text('actor_id').notNull(),
  state: text({ enum: ['pending', 'scheduled', 'open', 'depleted', 'ended'] }).notNull(),
  endedAs: text('ended_as', { enum: ['voided', 'expired', 'failed'] }),
  endedAtMs: whole('ended_at_ms'),
  depletedSeq: whole('depleted_seq'),
  dueAtMs: whole('due_at_ms'),
  createdAtMs: whole('created_at_ms').notNull(),
  updatedAtMs: whole('updated_at_ms').notNull(),
  burnExpiresMs: whole('burn_expires_ms').notNull(),
  burnCategory: whole('burn_category').notNull(),
  listRank: whole('list_rank').notNull(),
});

export const entries = sqliteTable('entries', {
  ...account,
  seq: whole().notNull(),
  atMs: whole('at_ms').notNull(),
  type: text({
    enum: ['granted', 'activated', 'consumed', 'expired', 'voided', 'repaid', 'adjusted', 'updated'],
  }).notNull(),
  grantId: text('grant_id'),
  delta: micro().notNull(),
  before: micro('balance_before').notNull(),
  after: micro('balance_after').notNull(),
  sourceType: text('source_type').notNull(),
  sourceId: text('source_id').notNull(),
  actorType: text('actor_type', { enum: ['operator', 'apiKey', 'customer', 'system'] }).notNull(),
  actorId: text('actor_id').notNull(),
  featureId: text('feature_id'),
  userId: text('user_id'),
  eventId: text('event_id'),
  planId: text('plan_id'),
  planVersion: whole('plan_version'),
  reason: text(),
  hash: blob({ mode: 'buffer' }).notNull(),
});

export const causes = sqliteTable('causes', {
  customerId: text('customer_id').notNull(),
  cause: text().notNull(),
  commandId: text('command_id').notNull(),
});

export const auditLog = sqliteTable('audit_log', {
  customerId: text('customer_id').notNull(),
  id: text().notNull(),
  atMs: whole('at_ms').notNull(),
  actorType: text('actor_type', { enum: ['operator', 'apiKey', 'customer', 'system'] }).notNull(),
  actorId: text('actor_id').notNull(),
  action: text().$type<AuditAction>().notNull(),
  target: text(),
  requestId: text('request_id'),
});

/** What a report says, as searches show it. */
const report = {
  userId: text('user_id'),
  eventName: text('event_name'),
};

/** Without the digests, which only its own statements read. */
export const commands = sqliteTable('commands', {
  customerId: text('customer_id').notNull(),
  atMs: whole('at_ms').notNull(),
  id: text().notNull(),
  keyHash: blob('key_hash', { mode: 'buffer' }).notNull(),
  operation: text().notNull(),
  key: text().notNull(),
  status: text({ enum: ['done', 'refused'] }).notNull(),
  result: json<Result>()().notNull(),
  occurredAtMs: whole('occurred_at_ms'),
  resourceId: text('resource_id'),
  featureIds: text('feature_ids'),
  ...report,
});

export const refusedReports = sqliteTable('refused_events', {
  customerId: text('customer_id').notNull(),
  atMs: whole('at_ms').notNull(),
  id: text().notNull(),
  key: text().notNull(),
  code: text().$type<Refusal['code']>().notNull(),
  detail: text().notNull(),
  occurredAtMs: whole('occurred_at_ms').notNull(),
  resourceId: text('resource_id').notNull(),
  featureIds: text('feature_ids').notNull(),
  ...report,
});

export const storeMode = sqliteTable('store_mode', {
  id: whole().primaryKey(),
  mode: text({ enum: ['live', 'sandbox'] }).notNull(),
});
