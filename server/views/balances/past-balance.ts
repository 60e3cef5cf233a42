import type { PastBalance } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';
import type { CreditType } from '../../ledger/catalog/catalog.js';
import type { LedgerPosition } from '../../store/ports/entries.js';
import { instant, instantOrNull, resourceView } from '../shared/scalars.js';

export const pastBalanceView = (
  { creditTypeId, resourceId }: AccountRef,
  { name, unit, symbol }: CreditType,
  { seq, atMs, balance }: LedgerPosition,
  asOfMs: Ms,
): PastBalance => ({
  creditTypeId,
  resourceId: resourceView(resourceId),
  name,
  unit,
  symbol,
  balance: formatAmount(balance),
  sequence: seq,
  lastEntryAt: instantOrNull(atMs),
  asOf: instant(asOfMs),
});
