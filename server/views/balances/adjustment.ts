import type { Adjustment } from '../../contract/index.js';
import type { AdjustmentAnswer } from '../../ledger/commands/result.js';
import { formatAmount } from '../../ledger/values/amount.js';
import { resourceView } from '../shared/scalars.js';
import { allocationView } from '../usage/charge.js';

export const adjustmentView = (adjustment: AdjustmentAnswer): Omit<Adjustment, 'id' | 'duplicate'> => ({
  customerId: adjustment.account.customerId,
  creditTypeId: adjustment.account.creditTypeId,
  resourceId: resourceView(adjustment.account.resourceId),
  amount: formatAmount(adjustment.amount),
  reason: adjustment.reason,
  balance: formatAmount(adjustment.balance),
  available: formatAmount(adjustment.available),
  overdraft: formatAmount(adjustment.overdraft),
  allocations: adjustment.allocations.map(allocationView),
});
