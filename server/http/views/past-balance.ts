import type { PastBalance } from '../../contract/index.js';
import { formatAmount } from '../../ledger/amount.js';
import type { AccountRef, CreditType, Ms } from '../../ledger/protocol.js';
import type { LedgerPosition } from '../../store/store.js';
import { instant, instantOrNull, resourceView } from './scalars.js';

/** A pool as its ledger told it at an instant. */
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
