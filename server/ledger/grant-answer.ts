import { formatAmount } from './amount.js';
import type { Grant, GrantAnswer } from './protocol.js';

/** The status of a grant whose account has been advanced; first match wins (semantics: grants). */
function statusOf(grant: Grant): GrantAnswer['status'] {
  if (grant.endedAs !== null) return grant.endedAs;
  if (grant.phase === 'pending' || grant.phase === 'scheduled') return grant.phase;
  return grant.remaining === 0n ? 'depleted' : 'active';
}

/** A grant as it is answered: figures as decimal strings, its status, its place in the burn order. */
export function grantAnswer(grant: Grant, position: number | null): GrantAnswer {
  return {
    id: grant.id,
    account: grant.account,
    actor: grant.actor,
    amount: formatAmount(grant.amount),
    remaining: formatAmount(grant.remaining),
    consumed: formatAmount(grant.consumed + grant.settled),
    adjusted: formatAmount(grant.adjusted),
    // What was never paid for was never anybody's to lose.
    forfeited: formatAmount(grant.endedAs === 'failed' ? 0n : grant.expired + grant.voided),
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
