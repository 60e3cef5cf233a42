import type { Grant, GrantAnswer, GrantPlace } from './grant.js';
import type { Ms } from '../values/refs.js';

/** Sorts grants without an expiry last: the largest safe integer. */
export const NEVER: Ms = 9_007_199_254_740_991;

/** Requires an account that was advanced to now. The first match wins (semantics: Grants). */
function statusOf(grant: Grant): GrantAnswer['status'] {
  if (grant.endedAs !== null) return grant.endedAs;
  if (grant.phase === 'pending' || grant.phase === 'scheduled') return grant.phase;
  return grant.remaining === 0n ? 'depleted' : 'active';
}

export function grantAnswer(grant: Grant, position: number | null): GrantAnswer {
  return {
    id: grant.id,
    account: grant.account,
    actor: grant.actor,
    amount: grant.amount,
    remaining: grant.remaining,
    consumed: grant.consumed + grant.repaid,
    adjusted: grant.adjusted,
    // A failed grant never held credits, so it forfeits none.
    forfeited: grant.endedAs === 'failed' ? 0n : grant.expired + grant.voided,
    category: grant.category,
    source: grant.source,
    priority: grant.priority,
    status: statusOf(grant),
    effectiveAtMs: grant.effectiveAtMs,
    expiresAtMs: grant.expiresAtMs,
    unitCost: grant.unitCost,
    payment: grant.payment,
    reason: grant.reason,
    metadata: grant.metadata,
    position,
    createdAtMs: grant.createdAtMs,
    updatedAtMs: grant.updatedAtMs,
  };
}

const LIST_RANKS: Readonly<Record<GrantAnswer['status'], number>> = {
  active: 0,
  scheduled: 1,
  pending: 1,
  depleted: 2,
  expired: 3,
  voided: 3,
  failed: 3,
};

export function grantPlace(grant: GrantAnswer): GrantPlace {
  return {
    listRank: LIST_RANKS[grant.status],
    priority: grant.priority,
    burnExpiresMs: grant.expiresAtMs ?? NEVER,
    burnCategory: grant.category === 'promotional' ? 0 : 1,
    effectiveAtMs: grant.effectiveAtMs,
    createdAtMs: grant.createdAtMs,
    id: grant.id,
  };
}
