import type { CustomerGrant, Grant } from '../../contract/index.js';
import type { GrantAnswer } from '../../ledger/grants/grant.js';
import { formatAmount } from '../../ledger/values/amount.js';
import { actorView, type KeyNames } from '../shared/actor.js';
import { instant, instantOrNull, resourceView } from '../shared/scalars.js';

/** Excludes the cost of promotional grants, which concerns only the host. */
export function customerGrantView(grant: GrantAnswer): CustomerGrant {
  return {
    id: grant.id,
    customerId: grant.account.customerId,
    creditTypeId: grant.account.creditTypeId,
    resourceId: resourceView(grant.account.resourceId),
    amount: formatAmount(grant.amount),
    remaining: formatAmount(grant.remaining),
    consumed: formatAmount(grant.consumed),
    adjusted: formatAmount(grant.adjusted),
    forfeited: formatAmount(grant.forfeited),
    category: grant.category,
    source: grant.source,
    priority: grant.priority,
    status: grant.status,
    effectiveAt: instant(grant.effectiveAtMs),
    expiresAt: instantOrNull(grant.expiresAtMs),
    unitCost: grant.category === 'paid' ? grant.unitCost : null,
    reason: grant.reason,
    position: grant.position,
    createdAt: instant(grant.createdAtMs),
    updatedAt: instant(grant.updatedAtMs),
  };
}

export async function grantView(grant: GrantAnswer, keys: KeyNames): Promise<Grant> {
  return {
    ...customerGrantView(grant),
    unitCost: grant.unitCost,
    payment: grant.payment,
    actor: await actorView(grant.actor, keys),
    metadata: { ...grant.metadata },
  };
}
