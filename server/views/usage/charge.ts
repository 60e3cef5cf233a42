import type { Charge } from '../../contract/index.js';
import type { Allocation, ChargeAnswer } from '../../ledger/usage/charge.js';
import { formatAmount } from '../../ledger/values/amount.js';
import { rateView } from '../shared/scalars.js';

export const chargeView = (charge: ChargeAnswer): Charge => ({
  creditTypeId: charge.creditTypeId,
  resourceId: charge.resourceId,
  featureId: charge.featureId,
  quantity: formatAmount(charge.quantity),
  rate: rateView(charge.rate),
  planId: charge.planId,
  planVersion: charge.planVersion,
  amount: formatAmount(charge.amount),
  balance: formatAmount(charge.balance),
  available: formatAmount(charge.available),
  overdraft: formatAmount(charge.overdraft),
  allocations: charge.allocations.map(allocationView),
  entries: charge.entries,
});

export const allocationView = ({ grantId, amount, why }: Allocation): Charge['allocations'][number] => ({
  grantId,
  amount: formatAmount(amount),
  why,
});
