import { accountKey } from '../../../ledger/accounts/account.js';
import { NEVER } from '../../../ledger/grants/answer.js';
import { compareBurnOrder, type Rank } from '../../../ledger/grants/burn-order.js';
import type { GrantRow } from '../rows.js';

/** The columns of the burn order, in their order. */
export const BURN_ORDER = 'priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id';

/** The values of `BURN_ORDER` for a rank. */
export const burnColumns = (rank: Rank) => ({
  priority: rank.priority,
  burnExpiresMs: rank.expiresAtMs ?? NEVER,
  burnCategory: rank.category === 'promotional' ? 0 : 1,
  effectiveAtMs: rank.effectiveAtMs,
  createdAtMs: rank.createdAtMs,
  id: rank.id,
});

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
