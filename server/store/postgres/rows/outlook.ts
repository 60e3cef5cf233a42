import { accountKey } from '../../../ledger/accounts/account.js';
import { compareBurnOrder } from '../../../ledger/grants/burn-order.js';
import type { AccountRef } from '../../../ledger/values/refs.js';
import type { Outlook } from '../../../ledger/outlook/projection.js';
import { outlookOf } from '../../common/ports/outlook.js';
import { accountRows } from './accounts.js';
import { type Connection, together } from '../driver/connection.js';
import { openInBurnOrder, scheduledSoonest } from './grant-rows.js';

const FIRST_USE = `SELECT min(quarter_ms) AS at FROM usage_quarters
  WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3`;

export async function outlook(connection: Connection, account: AccountRef, mostGrants: number): Promise<Outlook> {
  const { customerId, creditTypeId, resourceId } = account;
  const key = accountKey(account);
  const [rows, open, scheduled, firstUse] = await together([
    accountRows(connection, new Map([[key, { ref: account, grantIds: new Set<string>() }]])),
    openInBurnOrder(connection, [customerId], [creditTypeId], [resourceId], [mostGrants + 1]),
    scheduledSoonest(connection, customerId, creditTypeId, resourceId, mostGrants + 1),
    connection.client.query<{ at: string | null }>(FIRST_USE, [customerId, creditTypeId, resourceId]),
  ]);
  const at = firstUse.rows[0]?.at ?? null;
  const inOrder = open.sort(compareBurnOrder);
  return outlookOf(rows.get(key), inOrder, scheduled, at === null ? null : Number(at), mostGrants);
}
