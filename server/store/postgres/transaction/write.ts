import { accountKey } from '../../../ledger/accounts/account.js';
import type { Changes, CommandRecord } from '../../../ledger/batch/changes.js';
import type { Grant } from '../../../ledger/grants/grant.js';
import { auditOfCommand } from '../../common/ports/audit.js';
import * as columns from '../../common/transaction/columns.js';
import type { Columns } from '../../common/transaction/columns.js';
import type { Snapshot } from '../../common/transaction/loading.js';
import { Chains } from '../../common/transaction/writing.js';
import { prepareBulk } from '../driver/bulk.js';
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

const insertInto = (table: string) => (names: string, source: string) =>
  `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${source}`;

const setAll = (columns: Columns<never>, source: string) =>
  columns.map(([name]) => `${name} = ${source}.${name}`).join(', ');

const insertEntries = prepareBulk(columns.ENTRY, insertInto('entries'));

const ACCOUNT_CHANGES = [...columns.ACCOUNT_FIGURES, ...columns.ACCOUNT_DUE];
const putAccounts = prepareBulk(
  [...columns.ACCOUNT_KEY, ...ACCOUNT_CHANGES],
  (names, source) => `${insertInto('accounts')(names, source)}
    ON CONFLICT (customer_id, credit_type_id, resource_id) DO UPDATE SET ${setAll(ACCOUNT_CHANGES, 'excluded')}`,
);

const { GRANT_KEY, GRANT_ORIGIN, GRANT_TERMS, GRANT_BURNED, GRANT_STATE } = columns;
const insertGrants = prepareBulk(
  [...GRANT_KEY, ...GRANT_ORIGIN, ...GRANT_TERMS, ...GRANT_BURNED, ...GRANT_STATE],
  insertInto('grants'),
);
const updateWith = (changed: Columns<Grant>) =>
  prepareBulk(
    [...GRANT_KEY, ...changed],
    (_, source) => `UPDATE grants AS t SET ${setAll(changed, 'c')} FROM ${source}
    WHERE t.customer_id = c.customer_id AND t.id = c.id`,
  );
const updateGrants = updateWith([...GRANT_BURNED, ...GRANT_STATE]);
const updateEditedGrants = updateWith([...GRANT_TERMS, ...GRANT_BURNED, ...GRANT_STATE]);

const putSubscriptions = prepareBulk(
  columns.SUBSCRIPTION,
  (names, source) => `${insertInto('subscriptions')(names, source)}
    ON CONFLICT (customer_id, id) DO UPDATE
    SET plan_id = excluded.plan_id, plan_version = excluded.plan_version, cancelled_at_ms = excluded.cancelled_at_ms`,
);

const addUsage = prepareBulk(
  columns.USAGE,
  (names, source) => `${insertInto('usage_quarters AS t')(names, source)}
    ON CONFLICT (customer_id, credit_type_id, resource_id, quarter_ms, feature_id, user_id)
    DO UPDATE SET credits = t.credits + excluded.credits, millionths = t.millionths + excluded.millionths,
      events = t.events + excluded.events`,
);

const insertCauses = prepareBulk(columns.CAUSE, insertInto('causes'));
const insertCommands = prepareBulk(columns.COMMAND, insertInto('commands'));
const insertAudit = prepareBulk(columns.AUDIT, insertInto('audit_log'));
const insertRefusedEvents = prepareBulk(
  columns.REFUSED_EVENT,
  // The batch of a lost commit runs again with the same ids.
  (names, source) => `${insertInto('refused_events')(names, source)} ON CONFLICT DO NOTHING`,
);
