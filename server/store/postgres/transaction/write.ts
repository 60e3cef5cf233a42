import { type Account, accountKey } from '../../../ledger/accounts/account.js';
import { ONE } from '../../../ledger/values/amount.js';
import type { AccountRef } from '../../../ledger/values/refs.js';
import type { Changes, CommandRecord } from '../../../ledger/batch/changes.js';
import type { Entry } from '../../../ledger/accounts/entry.js';
import type { Grant } from '../../../ledger/grants/grant.js';
import type { Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { UsageRow } from '../../../ledger/usage/usage.js';
import type { RefusedEvent, EventRecord } from '../../../ledger/usage/event-record.js';
import { encodeResult } from '../../common/answers.js';
import { type AuditRow, auditOfCommand } from '../../common/ports/audit.js';
import { keyHash } from '../../common/transaction/chain.js';
import type { Snapshot } from '../../common/transaction/loading.js';
import { grantState, joinIds } from '../../common/rows.js';
import { Chains } from '../../common/transaction/writing.js';
import { type BulkColumn, prepareBulk } from '../driver/bulk.js';
import { type Connection, together } from '../driver/connection.js';

/**
 * Writes a batch with one statement per table, sent together and run in order. An update may set every column, because
 * PostgreSQL changes no index for a value that stays the same.
 */
export async function write(connection: Connection, changes: Changes, { rows }: Snapshot): Promise<void> {
  const chains = new Chains(rows);
  const entries = changes.entries.map((entry) => ({ entry, hash: chains.add(entry) }));
  const accounts = changes.accounts.map((account) => ({ account, head: chains.head(accountKey(account.ref)) }));
  await together([
    insertEntries(connection, entries),
    putAccounts(connection, accounts),
    insertGrants(connection, changes.newGrants),
    updateGrants(connection, changes.grants),
    updateEditedGrants(connection, changes.editedGrants),
    putSubscriptions(connection, changes.subscriptions),
    addUsage(connection, changes.usage),
    insertCauses(connection, changes.commands.filter(hadItsEffect)),
    insertRefusedEvents(connection, changes.refusedEvents),
    insertCommands(
      connection,
      changes.commands.filter(({ command }) => command.key !== null),
    ),
    insertAudit(
      connection,
      changes.commands.map(auditOfCommand).filter((row) => row !== null),
    ),
  ]);
}

const hadItsEffect = ({ command, result }: CommandRecord) => command.cause !== null && result.status === 'done';

const ofAccount = <T>(refOf: (row: T) => AccountRef): readonly BulkColumn<T>[] => [
  ['customer_id', 'text', (row) => refOf(row).customerId],
  ['credit_type_id', 'text', (row) => refOf(row).creditTypeId],
  ['resource_id', 'text', (row) => refOf(row).resourceId],
];

const ofReport = <T>(eventRecordOf: (row: T) => EventRecord | null): readonly BulkColumn<T>[] => [
  ['occurred_at_ms', 'bigint', (row) => eventRecordOf(row)?.occurredAtMs],
  ['user_id', 'text', (row) => eventRecordOf(row)?.userId],
  ['resource_id', 'text', (row) => eventRecordOf(row)?.resourceId],
  ['feature_ids', 'text', (row) => joinReported(eventRecordOf(row))],
  ['event_name', 'text', (row) => eventRecordOf(row)?.eventName],
];
const joinReported = (report: EventRecord | null) => report && joinIds(report.featureIds);

const insertInto = (table: string) => (names: string, source: string) =>
  `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${source}`;

const setAll = (columns: readonly (readonly [name: string, ...rest: unknown[]])[], source: string) =>
  columns.map(([name]) => `${name} = ${source}.${name}`).join(', ');

type ChainedEntry = { readonly entry: Entry; readonly hash: Buffer };
const insertEntries = prepareBulk<ChainedEntry>(
  [
    ...ofAccount<ChainedEntry>(({ entry }) => entry.account),
    ['seq', 'bigint', ({ entry }) => entry.seq],
    ['at_ms', 'bigint', ({ entry }) => entry.atMs],
    ['type', 'text', ({ entry }) => entry.type],
    ['grant_id', 'text', ({ entry }) => entry.grantId],
    ['delta', 'bigint', ({ entry }) => entry.delta],
    ['balance_before', 'bigint', ({ entry }) => entry.before],
    ['balance_after', 'bigint', ({ entry }) => entry.after],
    ['source_type', 'text', ({ entry }) => entry.source.type],
    ['source_id', 'text', ({ entry }) => entry.source.id],
    ['actor_type', 'text', ({ entry }) => entry.actor.type],
    ['actor_id', 'text', ({ entry }) => entry.actor.id],
    ['feature_id', 'text', ({ entry }) => entry.featureId],
    ['user_id', 'text', ({ entry }) => entry.userId],
    ['event_id', 'text', ({ entry }) => entry.eventId],
    ['plan_id', 'text', ({ entry }) => entry.planId],
    ['plan_version', 'bigint', ({ entry }) => entry.planVersion],
    ['reason', 'text', ({ entry }) => entry.reason],
    ['hash', 'bytea', ({ hash }) => hash],
  ],
  insertInto('entries'),
);

type HeadedAccount = { readonly account: Account; readonly head: Buffer };
const FIGURES: readonly BulkColumn<HeadedAccount>[] = [
  ['entry_seq', 'bigint', ({ account }) => account.entrySeq],
  ['version', 'bigint', ({ account }) => account.version],
  ['balance', 'bigint', ({ account }) => account.balance],
  ['held', 'bigint', ({ account }) => account.held],
  ['overdraft', 'bigint', ({ account }) => account.overdraft],
  ['granted', 'bigint', ({ account }) => account.granted],
  ['open_amount', 'bigint', ({ account }) => account.openAmount],
  ['waiting_amount', 'bigint', ({ account }) => account.waitingAmount],
  ['arrival_seq', 'bigint', ({ account }) => account.arrivalSeq],
  ['last_at_ms', 'bigint', ({ account }) => account.lastAtMs],
  ['next_due_ms', 'bigint', ({ account }) => account.nextDueMs],
  ['head_hash', 'bytea', ({ head }) => head],
];
const putAccounts = prepareBulk<HeadedAccount>(
  [...ofAccount<HeadedAccount>(({ account }) => account.ref), ...FIGURES],
  (names, source) => `${insertInto('accounts')(names, source)}
    ON CONFLICT (customer_id, credit_type_id, resource_id) DO UPDATE SET ${setAll(FIGURES, 'excluded')}`,
);

const GRANT_KEY: readonly BulkColumn<Grant>[] = [
  ['customer_id', 'text', (grant) => grant.account.customerId],
  ['id', 'text', (grant) => grant.id],
];
const GRANT_ORIGIN: readonly BulkColumn<Grant>[] = [
  ['credit_type_id', 'text', (grant) => grant.account.creditTypeId],
  ['resource_id', 'text', (grant) => grant.account.resourceId],
  ['category', 'text', (grant) => grant.category],
  ['source', 'text', (grant) => grant.source],
  ['unit_cost', 'text', (grant) => grant.unitCost && JSON.stringify(grant.unitCost)],
  ['actor_type', 'text', (grant) => grant.actor.type],
  ['actor_id', 'text', (grant) => grant.actor.id],
  ['created_at_ms', 'bigint', (grant) => grant.createdAtMs],
];
const GRANT_TERMS: readonly BulkColumn<Grant>[] = [
  ['amount', 'bigint', (grant) => grant.amount],
  ['priority', 'bigint', (grant) => grant.priority],
  ['effective_at_ms', 'bigint', (grant) => grant.effectiveAtMs],
  ['expires_at_ms', 'bigint', (grant) => grant.expiresAtMs],
  ['payment', 'text', (grant) => grant.payment && JSON.stringify(grant.payment)],
  ['reason', 'text', (grant) => grant.reason],
  ['metadata', 'text', (grant) => JSON.stringify(grant.metadata)],
];
const GRANT_STATE: readonly BulkColumn<Grant>[] = [
  ['remaining', 'bigint', (grant) => grant.remaining],
  ['reserved', 'bigint', (grant) => grant.reserved],
  ['consumed', 'bigint', (grant) => grant.consumed],
  ['repaid', 'bigint', (grant) => grant.repaid],
  ['expired', 'bigint', (grant) => grant.expired],
  ['voided', 'bigint', (grant) => grant.voided],
  ['adjusted', 'bigint', (grant) => grant.adjusted],
  ['state', 'text', grantState],
  ['ended_as', 'text', (grant) => grant.endedAs],
  ['ended_at_ms', 'bigint', (grant) => grant.endedAtMs],
  ['depleted_seq', 'bigint', (grant) => grant.depletedSeq],
  ['due_at_ms', 'bigint', (grant) => grant.dueAtMs],
  ['updated_at_ms', 'bigint', (grant) => grant.updatedAtMs],
];
const insertGrants = prepareBulk<Grant>(
  [...GRANT_KEY, ...GRANT_ORIGIN, ...GRANT_TERMS, ...GRANT_STATE],
  insertInto('grants'),
);
const updateWith = (columns: readonly BulkColumn<Grant>[]) =>
  prepareBulk<Grant>(
    [...GRANT_KEY, ...columns],
    (_, source) => `UPDATE grants AS t SET ${setAll(columns, 'c')} FROM ${source}
    WHERE t.customer_id = c.customer_id AND t.id = c.id`,
  );
const updateGrants = updateWith(GRANT_STATE);
const updateEditedGrants = updateWith([...GRANT_TERMS, ...GRANT_STATE]);

const putSubscriptions = prepareBulk<Subscription>(
  [
    ['customer_id', 'text', (row) => row.customerId],
    ['id', 'text', (row) => row.id],
    ['plan_id', 'text', (row) => row.planId],
    ['plan_version', 'bigint', (row) => row.planVersion],
    ['start_ms', 'bigint', (row) => row.startMs],
    ['cancelled_at_ms', 'bigint', (row) => row.cancelledAtMs],
    ['created_at_ms', 'bigint', (row) => row.createdAtMs],
  ],
  (names, source) => `${insertInto('subscriptions')(names, source)}
    ON CONFLICT (customer_id, id) DO UPDATE
    SET plan_id = excluded.plan_id, plan_version = excluded.plan_version, cancelled_at_ms = excluded.cancelled_at_ms`,
);

const addUsage = prepareBulk<UsageRow>(
  [
    ...ofAccount<UsageRow>((row) => row.account),
    ['quarter_ms', 'bigint', (row) => row.quarterMs],
    ['feature_id', 'text', (row) => row.featureId],
    ['user_id', 'text', (row) => row.userId],
    ['credits', 'bigint', (row) => row.amount / ONE],
    ['millionths', 'bigint', (row) => row.amount % ONE],
    ['events', 'bigint', (row) => row.events],
  ],
  (names, source) => `${insertInto('usage_quarters AS t')(names, source)}
    ON CONFLICT (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id)
    DO UPDATE SET credits = t.credits + excluded.credits, millionths = t.millionths + excluded.millionths,
      events = t.events + excluded.events`,
);

const insertCauses = prepareBulk<CommandRecord>(
  [
    ['customer_id', 'text', ({ command }) => command.customerId],
    ['cause', 'text', ({ command }) => command.cause],
    ['command_id', 'text', ({ command }) => command.id],
  ],
  insertInto('causes'),
);

const insertCommands = prepareBulk<CommandRecord>(
  [
    ['customer_id', 'text', ({ command }) => command.customerId],
    ['at_ms', 'bigint', ({ atMs }) => atMs],
    ['id', 'text', ({ command }) => command.id],
    ['key_hash', 'bytea', ({ command }) => command.key && keyHash(command.key)],
    ['operation', 'text', ({ command }) => command.key?.operation],
    ['key', 'text', ({ command }) => command.key?.value],
    ['fingerprint', 'text', ({ command }) => command.key?.fingerprint],
    ['status', 'text', ({ result }) => result.status],
    ['result', 'text', ({ result }) => encodeResult(result)],
    ...ofReport<CommandRecord>(({ report }) => report),
  ],
  insertInto('commands'),
);

const insertAudit = prepareBulk<AuditRow>(
  [
    ['customer_id', 'text', (row) => row.customerId],
    ['id', 'text', (row) => row.id],
    ['at_ms', 'bigint', (row) => row.atMs],
    ['actor_type', 'text', (row) => row.actorType],
    ['actor_id', 'text', (row) => row.actorId],
    ['action', 'text', (row) => row.action],
    ['target', 'text', (row) => row.target],
    ['request_id', 'text', (row) => row.requestId],
  ],
  insertInto('audit_log'),
);

const insertRefusedEvents = prepareBulk<RefusedEvent>(
  [
    ['customer_id', 'text', (row) => row.customerId],
    ['at_ms', 'bigint', (row) => row.atMs],
    ['id', 'text', (row) => row.id],
    ['key', 'text', (row) => row.key],
    ['code', 'text', ({ refusal }) => refusal.code],
    ['detail', 'text', ({ refusal }) => refusal.detail],
    ...ofReport<RefusedEvent>(({ report }) => report),
  ],
  // After a lost commit, the batch runs again with the same ids.
  (names, source) => `${insertInto('refused_events')(names, source)} ON CONFLICT DO NOTHING`,
);
