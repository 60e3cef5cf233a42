import type { GrantPreview } from '../../contract/index.js';
import { formatAmount, parseAmount } from '../../ledger/values/amount.js';
import { totalPrice } from '../../ledger/values/money.js';
import type { Answer } from '../../ledger/commands/result.js';
import { instant, instantOrNull, moneyView, resourceView } from '../shared/scalars.js';

type Granted = Extract<Answer, { kind: 'grant' }>;

/** The effect of a simulated grant. */
export function grantPreviewView({ grant, pool }: Granted): GrantPreview {
  const amount = parseAmount(grant.amount);
  const hasArrived = grant.status === 'active' || grant.status === 'depleted';
  const arrived = hasArrived ? amount : 0n;
  // Nothing else has burned a grant that is this new.
  const repaid = parseAmount(grant.consumed);
  const change = (after: string, moved: bigint) => ({ before: formatAmount(parseAmount(after) - moved), after });
  return {
    customerId: grant.account.customerId,
    creditTypeId: grant.account.creditTypeId,
    resourceId: resourceView(grant.account.resourceId),
    amount: grant.amount,
    status: grant.status,
    effectiveAt: instant(grant.effectiveAtMs),
    expiresAt: instantOrNull(grant.expiresAtMs),
    position: grant.position,
    repaid: grant.consumed,
    balance: change(pool.balance, arrived),
    available: change(pool.available, arrived),
    overdraft: change(pool.overdraft, -repaid),
    price: grant.unitCost && moneyView(totalPrice(amount, grant.unitCost)),
  };
}
