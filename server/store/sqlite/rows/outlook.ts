import type { AccountRef } from '../../../ledger/values/refs.js';
import type { Outlook } from '../../../ledger/outlook/projection.js';
import { outlookOf } from '../../common/ports/outlook.js';
import { prepareAccounts } from './accounts.js';
import type { Connection } from '../driver/connection.js';
import { prepareGrants } from './grant-rows.js';

export function prepareOutlook(connection: Connection) {
  const accounts = prepareAccounts(connection);
  const { openInBurnOrder, scheduledSoonest } = prepareGrants(connection);
  const firstUse = connection.driver.prepare<[AccountRef], { readonly at: bigint | null }>(
    `SELECT min(quarter_ms) AS at FROM usage_quarters
     WHERE customer_id = @customerId AND credit_type_id = @creditTypeId AND resource_id = @resourceId`,
  );
  return (account: AccountRef, mostGrants: number): Outlook => {
    const limited = { ...account, limit: mostGrants + 1 };
    const firstUseMs = firstUse.get(account)?.at ?? null;
    return outlookOf(
      accounts.row(account),
      openInBurnOrder.all(limited),
      scheduledSoonest.all(limited),
      firstUseMs === null ? null : Number(firstUseMs),
      mostGrants,
    );
  };
}
