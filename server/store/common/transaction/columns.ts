import type { Account } from '../../../ledger/accounts/account.js';
import type { Entry } from '../../../ledger/accounts/entry.js';
import type { CauseRecord, CommandRecord } from '../../../ledger/batch/changes.js';
import type { Grant } from '../../../ledger/grants/grant.js';
import type { Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { EventRecord, RefusedEvent } from '../../../ledger/usage/event-record.js';
import type { UsageRow } from '../../../ledger/usage/usage.js';
import { ONE } from '../../../ledger/values/amount.js';
import type { AccountRef } from '../../../ledger/values/refs.js';
import { encodeResult } from '../answers.js';
import type { AuditRow } from '../ports/audit.js';
import { grantState, joinIds } from '../rows.js';
import { encodeChanges } from '../term-changes.js';
import { highOf, lowOf } from '../wide.js';
import { keyHash } from './keys.js';

/**
 * The columns of the tables that a batch writes, each with its value. Both engines build their statements from these
 * lists; the hash chain and its order come from `ENTRY_FIELDS`.
 */
export type Column<Row> = readonly [name: string, type: 'text' | 'bigint' | 'bytea', valueOf: (row: Row) => unknown];
export type Columns<Row> = readonly Column<Row>[];

/** Columns of a part, as columns of the row that has it. */
const partOf = <Row, Part>(partOf: (row: Row) => Part, columns: Columns<Part>): Columns<Row> =>
  columns.map(([name, type, valueOf]) => [name, type, (row) => valueOf(partOf(row))]);

const ACCOUNT: Columns<AccountRef> = [
  ['customer_id', 'text', (ref) => ref.customerId],
  ['credit_type_id', 'text', (ref) => ref.creditTypeId],
  ['resource_id', 'text', (ref) => ref.resourceId],
];

const EVENT_RECORD: Columns<EventRecord | null> = [
  ['occurred_at_ms', 'bigint', (record) => record?.occurredAtMs],
  ['user_id', 'text', (record) => record?.userId],
  ['resource_id', 'text', (record) => record?.resourceId],
  ['feature_ids', 'text', (record) => record && joinIds(record.featureIds)],
  ['event_name', 'text', (record) => record?.eventName],
];

/** The order is part of every stored hash, so it never changes. A new field goes into `LATER_ENTRY_FIELDS`. */
export const ENTRY_FIELDS: Columns<Entry> = [
  ...partOf((entry: Entry) => entry.account, ACCOUNT),
  ['seq', 'bigint', (entry) => entry.seq],
  ['at_ms', 'bigint', (entry) => entry.atMs],
  ['type', 'text', (entry) => entry.type],
  ['grant_id', 'text', (entry) => entry.grantId],
  ['delta', 'bigint', (entry) => entry.delta],
  ['balance_before', 'bigint', (entry) => entry.before],
  ['balance_after', 'bigint', (entry) => entry.after],
  ['source_type', 'text', (entry) => entry.source.type],
  ['source_id', 'text', (entry) => entry.source.id],
  ['actor_type', 'text', (entry) => entry.actor.type],
  ['actor_id', 'text', (entry) => entry.actor.id],
  ['feature_id', 'text', (entry) => entry.featureId],
  ['user_id', 'text', (entry) => entry.userId],
  ['event_id', 'text', (entry) => entry.eventId],
  ['plan_id', 'text', (entry) => entry.planId],
  ['plan_version', 'bigint', (entry) => entry.planVersion],
  ['reason', 'text', (entry) => entry.reason],
];

export type ChainedEntry = { readonly entry: Entry; readonly hash: Buffer };

/** Fields that the hash covers only where they are present, so that older entries keep their hashes. */
export const LATER_ENTRY_FIELDS: Columns<Entry> = [['changes', 'text', (entry) => encodeChanges(entry.changes)]];

export const ENTRY: Columns<ChainedEntry> = [
  ...partOf(({ entry }: ChainedEntry) => entry, [...ENTRY_FIELDS, ...LATER_ENTRY_FIELDS]),
  ['hash', 'bytea', ({ hash }) => hash],
];

export type HeadedAccount = { readonly account: Account; readonly head: Buffer };

export const ACCOUNT_KEY: Columns<HeadedAccount> = partOf(({ account }) => account.ref, ACCOUNT);
export const ACCOUNT_FIGURES: Columns<HeadedAccount> = [
  ['entry_seq', 'bigint', ({ account }) => account.entrySeq],
  ['version', 'bigint', ({ account }) => account.version],
  ['balance', 'bigint', ({ account }) => account.balance],
  ['held', 'bigint', ({ account }) => account.held],
  ['overdraft', 'bigint', ({ account }) => account.overdraft],
  ['granted', 'bigint', ({ account }) => lowOf(account.granted)],
  ['granted_high', 'bigint', ({ account }) => highOf(account.granted)],
  ['open_amount', 'bigint', ({ account }) => lowOf(account.openAmount)],
  ['open_amount_high', 'bigint', ({ account }) => highOf(account.openAmount)],
  ['waiting_amount', 'bigint', ({ account }) => account.waitingAmount],
  ['arrival_seq', 'bigint', ({ account }) => account.arrivalSeq],
  ['last_at_ms', 'bigint', ({ account }) => account.lastAtMs],
  ['head_hash', 'bytea', ({ head }) => head],
];
export const ACCOUNT_DUE: Columns<HeadedAccount> = [['next_due_ms', 'bigint', ({ account }) => account.nextDueMs]];

export const GRANT_KEY: Columns<Grant> = [
  ['customer_id', 'text', (grant) => grant.account.customerId],
  ['id', 'text', (grant) => grant.id],
];
export const GRANT_ORIGIN: Columns<Grant> = [
  ['credit_type_id', 'text', (grant) => grant.account.creditTypeId],
  ['resource_id', 'text', (grant) => grant.account.resourceId],
  ['category', 'text', (grant) => grant.category],
  ['source', 'text', (grant) => grant.source],
  ['unit_cost', 'text', (grant) => grant.unitCost && JSON.stringify(grant.unitCost)],
  ['actor_type', 'text', (grant) => grant.actor.type],
  ['actor_id', 'text', (grant) => grant.actor.id],
  ['created_at_ms', 'bigint', (grant) => grant.createdAtMs],
];
export const GRANT_TERMS: Columns<Grant> = [
  ['amount', 'bigint', (grant) => grant.amount],
  ['priority', 'bigint', (grant) => grant.priority],
  ['effective_at_ms', 'bigint', (grant) => grant.effectiveAtMs],
  ['expires_at_ms', 'bigint', (grant) => grant.expiresAtMs],
  ['payment', 'text', (grant) => grant.payment && JSON.stringify(grant.payment)],
  ['reason', 'text', (grant) => grant.reason],
  ['metadata', 'text', (grant) => JSON.stringify(grant.metadata)],
];
/** Figures that change with every burn. No index has them. */
export const GRANT_BURNED: Columns<Grant> = [
  ['remaining', 'bigint', (grant) => grant.remaining],
  ['consumed', 'bigint', (grant) => grant.consumed],
  ['repaid', 'bigint', (grant) => grant.repaid],
  ['updated_at_ms', 'bigint', (grant) => grant.updatedAtMs],
];
export const GRANT_STATE: Columns<Grant> = [
  ['reserved', 'bigint', (grant) => grant.reserved],
  ['expired', 'bigint', (grant) => grant.expired],
  ['voided', 'bigint', (grant) => grant.voided],
  ['adjusted', 'bigint', (grant) => grant.adjusted],
  ['state', 'text', grantState],
  ['ended_as', 'text', (grant) => grant.endedAs],
  ['ended_at_ms', 'bigint', (grant) => grant.endedAtMs],
  ['depleted_seq', 'bigint', (grant) => grant.depletedSeq],
  ['due_at_ms', 'bigint', (grant) => grant.dueAtMs],
];

export const SUBSCRIPTION: Columns<Subscription> = [
  ['customer_id', 'text', (row) => row.customerId],
  ['id', 'text', (row) => row.id],
  ['plan_id', 'text', (row) => row.planId],
  ['plan_version', 'bigint', (row) => row.planVersion],
  ['start_ms', 'bigint', (row) => row.startMs],
  ['cancelled_at_ms', 'bigint', (row) => row.cancelledAtMs],
  ['created_at_ms', 'bigint', (row) => row.createdAtMs],
];

export const USAGE: Columns<UsageRow> = [
  ...partOf((row: UsageRow) => row.account, ACCOUNT),
  ['quarter_ms', 'bigint', (row) => row.quarterMs],
  ['feature_id', 'text', (row) => row.featureId],
  ['user_id', 'text', (row) => row.userId],
  ['credits', 'bigint', (row) => row.amount / ONE],
  ['millionths', 'bigint', (row) => row.amount % ONE],
  ['events', 'bigint', (row) => row.events],
];

export const CAUSE: Columns<CauseRecord> = [
  ['customer_id', 'text', (row) => row.customerId],
  ['cause', 'text', (row) => row.cause],
  ['command_id', 'text', (row) => row.commandId],
];

export const COMMAND: Columns<CommandRecord> = [
  ['customer_id', 'text', ({ command }) => command.customerId],
  ['at_ms', 'bigint', ({ atMs }) => atMs],
  ['id', 'text', ({ command }) => command.id],
  ['key_hash', 'bytea', ({ command }) => command.key && keyHash(command.key)],
  ['operation', 'text', ({ command }) => command.key?.operation],
  ['key', 'text', ({ command }) => command.key?.value],
  ['fingerprint', 'text', ({ command }) => command.key?.fingerprint],
  ['status', 'text', ({ result }) => result.status],
  ['result', 'text', ({ result }) => encodeResult(result)],
  ...partOf(({ report }: CommandRecord) => report, EVENT_RECORD),
];

export const AUDIT: Columns<AuditRow> = [
  ['customer_id', 'text', (row) => row.customerId],
  ['id', 'text', (row) => row.id],
  ['at_ms', 'bigint', (row) => row.atMs],
  ['actor_type', 'text', (row) => row.actorType],
  ['actor_id', 'text', (row) => row.actorId],
  ['action', 'text', (row) => row.action],
  ['target', 'text', (row) => row.target],
  ['request_id', 'text', (row) => row.requestId],
];

export const REFUSED_EVENT: Columns<RefusedEvent> = [
  ['customer_id', 'text', (row) => row.customerId],
  ['at_ms', 'bigint', (row) => row.atMs],
  ['id', 'text', (row) => row.id],
  ['key', 'text', (row) => row.key],
  ['code', 'text', ({ refusal }) => refusal.code],
  ['detail', 'text', ({ refusal }) => refusal.detail],
  ...partOf(({ report }: RefusedEvent) => report, EVENT_RECORD),
];
