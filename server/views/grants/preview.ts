import type { GrantPreview } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import { totalPrice } from '../../ledger/values/money.js';
import type { Answer } from '../../ledger/commands/result.js';
import { instant, instantOrNull, moneyView, resourceView } from '../shared/scalars.js';

type GrantResult = Extract<Answer, { kind: 'grant' }>;

/** Computes the effect of a grant from the answer to a simulated command. */
export function grantPreviewView({ grant, pool }: GrantResult): GrantPreview {
  const hasArrived = grant.status === 'active' || grant.status === 'depleted';
  const arrived = hasArrived ? grant.amount : 0n;
  const change = (after: bigint, moved: bigint) => ({
    before: formatAmount(after - moved),
    after: formatAmount(after),
  });
  return {
    customerId: grant.account.customerId,
    creditTypeId: grant.account.creditTypeId,
    resourceId: resourceView(grant.account.resourceId),
    amount: formatAmount(grant.amount),
    status: grant.status,
    effectiveAt: instant(grant.effectiveAtMs),
    expiresAt: instantOrNull(grant.expiresAtMs),
    position: grant.position,
    // Nothing but the repayment of overdraft has used a new grant.
    repaid: formatAmount(grant.consumed),
    balance: change(pool.balance, arrived),
    available: change(pool.available, arrived),
    overdraft: change(pool.overdraft, -grant.consumed),
    price: grant.unitCost && moneyView(totalPrice(grant.amount, grant.unitCost)),
  };
}
