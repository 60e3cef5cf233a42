import type { Ms } from '../../../ledger/values/refs.js';
import type { Outlook } from '../../../ledger/outlook/projection.js';
import { type AccountRow, grantOf, type GrantRow } from '../rows.js';

/**
 * What a projection begins with, of what was loaded.
 *
 * @param open in burn order, and `scheduled` by when they start: one more of each than `most`, where there are so many
 */
export function outlookOf(
  account: AccountRow | undefined,
  open: readonly GrantRow[],
  scheduled: readonly GrantRow[],
  firstUseMs: Ms | null,
  most: number,
): Outlook {
  const first = open.slice(0, most);
  // Open grants have left what the balance and the overdraft say together.
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
