import type { Ms } from '../../../ledger/values/refs.js';
import type { Outlook } from '../../../ledger/outlook/projection.js';
import { type AccountRow, grantOf, type GrantRow } from '../rows.js';

/** @param open in burn order. One more grant than `most` tells that others follow, and so for `scheduled`, by start */
export function outlookOf(
  account: AccountRow | undefined,
  open: readonly GrantRow[],
  scheduled: readonly GrantRow[],
  firstUseMs: Ms | null,
  most: number,
): Outlook {
  const first = open.slice(0, most);
  // The remainder of all open grants is the balance plus the overdraft.
  const left = (account?.balance ?? 0n) + (account?.overdraft ?? 0n);
  const loaded = first.reduce((sum, { remaining }) => sum + remaining, 0n);
  return {
    overdraft: account?.overdraft ?? 0n,
    firstUseMs,
    open: first.map(grantOf),
    openRest: open.length > most ? left - loaded : 0n,
    scheduled: scheduled.slice(0, most).map(grantOf),
    laterStartMs: scheduled[most]?.dueAtMs ?? null,
  };
}
