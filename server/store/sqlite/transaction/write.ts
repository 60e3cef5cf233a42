import { accountKey } from '../../../ledger/accounts/account.js';
import type { Changes, CommandRecord } from '../../../ledger/batch/changes.js';
import type { Grant } from '../../../ledger/grants/grant.js';
import { auditOfCommand } from '../../common/ports/audit.js';
import { type AccountRow, grantState } from '../../common/rows.js';
import * as columns from '../../common/transaction/columns.js';
import type { HeadedAccount } from '../../common/transaction/columns.js';
import type { Snapshot } from '../../common/transaction/loading.js';
import { Chains } from '../../common/transaction/writing.js';
import type { Connection } from '../driver/connection.js';
import { rowStatements } from '../driver/row-statements.js';

/**
 * Writes row by row with prepared statements, which is the fastest way of this driver. An update sets an indexed column
 * only if its value changes, because setting it rewrites the index.
 */
export function prepareWrite({ driver }: Connection) {
  const { insert, update } = rowStatements(driver);
  const insertEntry = insert('entries', columns.ENTRY);
  const insertCommand = insert('commands', columns.COMMAND);
  const insertRefusedEvent = insert('refused_events', columns.REFUSED_EVENT, 'ON CONFLICT DO NOTHING');
  const insertCause = insert('causes', columns.CAUSE);
  const insertAudit = insert('audit_log', columns.AUDIT);
  const putSubscription = insert(
    'subscriptions',
    columns.SUBSCRIPTION,
    `ON CONFLICT DO UPDATE SET plan_id = excluded.plan_id, plan_version = excluded.plan_version,
       cancelled_at_ms = excluded.cancelled_at_ms`,
  );
  const addUsage = insert(
    'usage_quarters',
    columns.USAGE,
    `ON CONFLICT DO UPDATE SET credits = credits + excluded.credits, millionths = millionths + excluded.millionths,
       events = events + excluded.events`,
  );
  const { ACCOUNT_KEY, ACCOUNT_FIGURES, ACCOUNT_DUE } = columns;
  const insertAccount = insert('accounts', [...ACCOUNT_KEY, ...ACCOUNT_FIGURES, ...ACCOUNT_DUE]);
  const updateAccount = update('accounts', ACCOUNT_FIGURES, ACCOUNT_KEY);
  const updateDue = update('accounts', ACCOUNT_DUE, ACCOUNT_KEY);
  const { GRANT_KEY, GRANT_ORIGIN, GRANT_TERMS, GRANT_BURNED, GRANT_STATE } = columns;
  const insertGrant = insert('grants', [
    ...GRANT_KEY,
    ...GRANT_ORIGIN,
    ...GRANT_TERMS,
    ...GRANT_BURNED,
    ...GRANT_STATE,
  ]);
  const updateBurned = update('grants', GRANT_BURNED, GRANT_KEY);
  const updateGrant = update('grants', [...GRANT_BURNED, ...GRANT_STATE], GRANT_KEY);
  const updateEdited = update('grants', [...GRANT_BURNED, ...GRANT_STATE, ...GRANT_TERMS], GRANT_KEY);

  return function write(changes: Changes, loaded: Snapshot): void {
    const chains = new Chains(loaded.rows);
    for (const entry of changes.entries) insertEntry({ entry, hash: chains.add(entry) });
    for (const account of changes.accounts) {
      const key = accountKey(account.ref);
      writeAccount({ account, head: chains.head(key) }, loaded.rows.get(key));
    }
    changes.newGrants.forEach(insertGrant);
    for (const grant of changes.grants) {
      const before = grantBefore(grant, loaded);
      if (before && isWithin(grant, before)) updateBurned(grant);
      else updateGrant(grant);
    }
    changes.editedGrants.forEach(updateEdited);
    changes.subscriptions.forEach(putSubscription);
    changes.usage.forEach(addUsage);
    changes.commands.forEach(writeCommand);
    changes.refusedEvents.forEach(insertRefusedEvent);
  };

  function writeAccount(headed: HeadedAccount, row: AccountRow | undefined): void {
    if (!row) {
      insertAccount(headed);
      return;
    }
    updateAccount(headed);
    if (headed.account.nextDueMs !== row.nextDueMs) updateDue(headed);
  }

  function writeCommand(record: CommandRecord): void {
    const { command, result } = record;
    if (command.cause !== null && result.status === 'done') insertCause(record);
    if (command.key !== null) insertCommand(record);
    const audit = auditOfCommand(record);
    if (audit !== null) insertAudit(audit);
  }
}

/** `true` if no indexed column changed, as after usage that left a remainder. */
const isWithin = (grant: Grant, before: Grant): boolean =>
  grantState(grant) === grantState(before) && grant.dueAtMs === before.dueAtMs && grant.adjusted === before.adjusted;

function grantBefore(grant: Grant, loaded: Snapshot): Grant | undefined {
  const account = loaded.customers.get(grant.account.customerId)?.accounts.get(accountKey(grant.account));
  return account?.grants.find((other) => other.id === grant.id);
}
