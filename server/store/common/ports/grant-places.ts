import { accountKey } from '../../../ledger/accounts/account.js';
import { compareBurnOrder } from '../../../ledger/grants/burn-order.js';
import type { GrantRow } from '../rows.js';

/** The last open grant to burn of each pool. Positions in a pool are counted up to this grant. */
export function lastToBurn(rows: readonly GrantRow[]): readonly GrantRow[] {
  const last = new Map<string, GrantRow>();
  for (const row of rows) {
    if (row.state !== 'open') continue;
    const other = last.get(accountKey(row));
    if (!other || compareBurnOrder(row, other) > 0) last.set(accountKey(row), row);
  }
  return [...last.values()];
}
