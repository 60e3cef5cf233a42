import { type Account, accountKey } from '../../../ledger/accounts/account.js';
import { ONE } from '../../../ledger/values/amount.js';
import type { Changes, CommandRecord } from '../../../ledger/batch/changes.js';
import type { Entry } from '../../../ledger/accounts/entry.js';
import type { Grant } from '../../../ledger/grants/grant.js';
import type { Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { UsageRow } from '../../../ledger/usage/usage.js';
import type { RefusedEvent } from '../../../ledger/usage/event-record.js';
import { encodeResult } from '../../common/answers.js';
import { auditOfCommand } from '../../common/ports/audit.js';
import { keyHash } from '../../common/transaction/chain.js';
import type { Snapshot } from '../../common/transaction/loading.js';
import { type AccountRow, grantState, joinIds } from '../../common/rows.js';
import { Chains } from '../../common/transaction/writing.js';
import type { Connection } from '../driver/connection.js';

const ENTRY_COLUMNS = 21;
const marks = (count: number) => Array(count).fill('?').join(', ');

/**
 * Writes row by row with prepared statements, which is the fastest way of this driver. An update sets an indexed column
 * only if its value changes, because setting it rewrites the index.
 */
export function prepareWrite({ driver }: Connection) {
  const insertEntry = driver.prepare(`INSERT INTO entries VALUES (${marks(ENTRY_COLUMNS)})`);
  const insertCommand = driver.prepare(`INSERT INTO commands VALUES (${marks(14)})`);
  const insertRefusedEvent = driver.prepare(`INSERT INTO refused_events VALUES (${marks(11)}) ON CONFLICT DO NOTHING`);
  const insertCause = driver.prepare('INSERT INTO causes VALUES (?, ?, ?)');
  const insertAudit = driver.prepare(`INSERT INTO audit_log VALUES (${marks(8)})`);
  const putSubscription = driver.prepare(
    `INSERT INTO subscriptions VALUES (${marks(7)})
     ON CONFLICT DO UPDATE SET plan_id = excluded.plan_id, plan_version = excluded.plan_version,
       cancelled_at_ms = excluded.cancelled_at_ms`,
  );
  const addUsage = driver.prepare(
    `INSERT INTO usage_quarters VALUES (${marks(9)})
     ON CONFLICT DO UPDATE SET credits = credits + excluded.credits, millionths = millionths + excluded.millionths,
       events = events + excluded.events`,
  );
  const insertAccount = driver.prepare(`INSERT INTO accounts VALUES (${marks(15)})`);
  const updateAccount = driver.prepare(
    `UPDATE accounts SET entry_seq = ?, version = ?, balance = ?, held = ?, overdraft = ?, granted = ?, open_amount = ?,
       waiting_amount = ?, arrival_seq = ?, last_at_ms = ?, head_hash = ?
     WHERE customer_id = ? AND credit_type_id = ? AND resource_id = ?`,
  );
  const updateDue = driver.prepare(
    'UPDATE accounts SET next_due_ms = ? WHERE customer_id = ? AND credit_type_id = ? AND resource_id = ?',
  );
  const insertGrant = driver.prepare(
    `INSERT INTO grants (customer_id, id, credit_type_id, resource_id, amount, remaining, reserved, consumed, repaid,
       expired, voided, adjusted, category, source, priority, effective_at_ms, expires_at_ms, unit_cost, payment, reason,
       metadata, actor_type, actor_id, state, ended_as, ended_at_ms, depleted_seq, due_at_ms, created_at_ms, updated_at_ms)
     VALUES (${marks(30)})`,
  );
  const updateWithin = driver.prepare(
    'UPDATE grants SET remaining = ?, consumed = ?, repaid = ?, updated_at_ms = ? WHERE customer_id = ? AND id = ?',
  );
  const updateGrant = driver.prepare(
    `UPDATE grants SET remaining = ?, consumed = ?, repaid = ?, updated_at_ms = ?, reserved = ?, expired = ?, voided = ?,
       adjusted = ?, state = ?, ended_as = ?, ended_at_ms = ?, depleted_seq = ?, due_at_ms = ?
     WHERE customer_id = ? AND id = ?`,
  );
  const updateEdited = driver.prepare(
    `UPDATE grants SET remaining = ?, consumed = ?, repaid = ?, updated_at_ms = ?, reserved = ?, expired = ?, voided = ?,
       adjusted = ?, state = ?, ended_as = ?, ended_at_ms = ?, depleted_seq = ?, due_at_ms = ?, amount = ?, priority = ?,
       effective_at_ms = ?, expires_at_ms = ?, payment = ?, reason = ?, metadata = ?
     WHERE customer_id = ? AND id = ?`,
  );

  return function write(changes: Changes, loaded: Snapshot): void {
    const chains = new Chains(loaded.rows);
    for (const entry of changes.entries) writeEntry(entry, chains.add(entry));
    for (const account of changes.accounts) {
      const key = accountKey(account.ref);
      writeAccount(account, chains.head(key), loaded.rows.get(key));
    }
    changes.newGrants.forEach(writeNewGrant);
    for (const grant of changes.grants) writeGrant(grant, grantBefore(grant, loaded));
    changes.editedGrants.forEach(writeEditedGrant);
    changes.subscriptions.forEach(writeSubscription);
    changes.usage.forEach(writeUsage);
    changes.commands.forEach(writeCommand);
    changes.commands.forEach(writeAudit);
    changes.refusedEvents.forEach(writeRefusedEvent);
  };

  function writeEntry(entry: Entry, hash: Buffer): void {
    const { account, source, actor } = entry;
    insertEntry.run(
      account.customerId,
      account.creditTypeId,
      account.resourceId,
      entry.seq,
      entry.atMs,
      entry.type,
      entry.grantId,
      entry.delta,
      entry.before,
      entry.after,
      source.type,
      source.id,
      actor.type,
      actor.id,
      entry.featureId,
      entry.userId,
      entry.eventId,
      entry.planId,
      entry.planVersion,
      entry.reason,
      hash,
    );
  }

  function writeAccount(account: Account, head: Buffer, row: AccountRow | undefined): void {
    const { customerId, creditTypeId, resourceId } = account.ref;
    const figures = [
      account.entrySeq,
      account.version,
      account.balance,
      account.held,
      account.overdraft,
      account.granted,
      account.openAmount,
      account.waitingAmount,
      account.arrivalSeq,
      account.lastAtMs,
    ] as const;
    if (!row) {
      insertAccount.run(customerId, creditTypeId, resourceId, ...figures, account.nextDueMs, head);
      return;
    }
    updateAccount.run(...figures, head, customerId, creditTypeId, resourceId);
    if (account.nextDueMs !== row.nextDueMs) updateDue.run(account.nextDueMs, customerId, creditTypeId, resourceId);
  }

  function writeNewGrant(grant: Grant): void {
    insertGrant.run(
      grant.account.customerId,
      grant.id,
      grant.account.creditTypeId,
      grant.account.resourceId,
      grant.amount,
      grant.remaining,
      grant.reserved,
      grant.consumed,
      grant.repaid,
      grant.expired,
      grant.voided,
      grant.adjusted,
      grant.category,
      grant.source,
      grant.priority,
      grant.effectiveAtMs,
      grant.expiresAtMs,
      grant.unitCost && JSON.stringify(grant.unitCost),
      grant.payment && JSON.stringify(grant.payment),
      grant.reason,
      JSON.stringify(grant.metadata),
      grant.actor.type,
      grant.actor.id,
      grantState(grant),
      grant.endedAs,
      grant.endedAtMs,
      grant.depletedSeq,
      grant.dueAtMs,
      grant.createdAtMs,
      grant.updatedAtMs,
    );
  }

  function writeGrant(grant: Grant, before: Grant | undefined): void {
    const { customerId } = grant.account;
    if (before && isWithin(grant, before)) updateWithin.run(...burned(grant), customerId, grant.id);
    else updateGrant.run(...burned(grant), ...moved(grant), customerId, grant.id);
  }

  function writeEditedGrant(grant: Grant): void {
    updateEdited.run(
      ...burned(grant),
      ...moved(grant),
      grant.amount,
      grant.priority,
      grant.effectiveAtMs,
      grant.expiresAtMs,
      grant.payment && JSON.stringify(grant.payment),
      grant.reason,
      JSON.stringify(grant.metadata),
      grant.account.customerId,
      grant.id,
    );
  }

  function writeSubscription(subscription: Subscription): void {
    const { customerId, id, planId, planVersion, startMs, cancelledAtMs, createdAtMs } = subscription;
    putSubscription.run(customerId, id, planId, planVersion, startMs, cancelledAtMs, createdAtMs);
  }

  function writeUsage(row: UsageRow): void {
    const { customerId, creditTypeId, resourceId } = row.account;
    addUsage.run(
      customerId,
      creditTypeId,
      resourceId,
      row.quarterMs,
      row.featureId,
      row.userId,
      row.amount / ONE,
      row.amount % ONE,
      row.events,
    );
  }

  function writeAudit(record: CommandRecord): void {
    const row = auditOfCommand(record);
    if (row === null) return;
    const { customerId, id, atMs, actorType, actorId, action, target, requestId } = row;
    insertAudit.run(customerId, id, atMs, actorType, actorId, action, target, requestId);
  }

  function writeCommand({ command, atMs, result, report }: CommandRecord): void {
    const { id, customerId, key, cause } = command;
    if (cause !== null && result.status === 'done') insertCause.run(customerId, cause, id);
    if (key === null) return;
    insertCommand.run(
      customerId,
      atMs,
      id,
      keyHash(key),
      key.operation,
      key.value,
      key.fingerprint,
      result.status,
      encodeResult(result),
      report?.occurredAtMs,
      report?.userId,
      report?.resourceId,
      report && joinIds(report.featureIds),
      report?.eventName,
    );
  }

  function writeRefusedEvent({ customerId, atMs, id, key, refusal, report }: RefusedEvent): void {
    insertRefusedEvent.run(
      customerId,
      atMs,
      id,
      key,
      refusal.code,
      refusal.detail,
      report.occurredAtMs,
      report.userId,
      report.resourceId,
      joinIds(report.featureIds),
      report.eventName,
    );
  }
}

const burned = (grant: Grant) => [grant.remaining, grant.consumed, grant.repaid, grant.updatedAtMs] as const;

const moved = (grant: Grant) =>
  [
    grant.reserved,
    grant.expired,
    grant.voided,
    grant.adjusted,
    grantState(grant),
    grant.endedAs,
    grant.endedAtMs,
    grant.depletedSeq,
    grant.dueAtMs,
  ] as const;

/** `true` if no indexed column changed, as after usage that left a remainder. */
const isWithin = (grant: Grant, before: Grant): boolean =>
  grantState(grant) === grantState(before) && grant.dueAtMs === before.dueAtMs && grant.adjusted === before.adjusted;

function grantBefore(grant: Grant, loaded: Snapshot): Grant | undefined {
  const account = loaded.customers.get(grant.account.customerId)?.accounts.get(accountKey(grant.account));
  return account?.grants.find((other) => other.id === grant.id);
}
