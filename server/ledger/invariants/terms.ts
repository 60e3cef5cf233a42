import type { Entry } from '../accounts/entry.js';
import type { Grant } from '../grants/grant.js';
import { termsOf, TERMS } from '../grants/term-changes.js';
import type { Ms } from '../values/refs.js';

/** Compares the terms of a grant with what its entries recorded last, and its due time with its dates. */
export function checkTerms(grant: Grant, entries: readonly Entry[]): string[] {
  const violations: string[] = [];
  if (grant.dueAtMs !== dueOf(grant)) {
    violations.push(
      `invariant 9 grant ${grant.id} is due at its next date (due ${grant.dueAtMs}, date ${dueOf(grant)})`,
    );
  }
  const current = termsOf(grant);
  for (const term of TERMS) {
    const last = entries.findLast(({ changes }) => changes !== null && term in changes.after);
    if (last && last.changes?.after[term] !== current[term]) {
      violations.push(`invariant 4 grant ${grant.id} has the ${term} of its last change (entry ${last.seq})`);
    }
  }
  return violations;
}

function dueOf({ phase, effectiveAtMs, expiresAtMs }: Grant): Ms | null {
  if (phase === 'scheduled') return effectiveAtMs;
  return phase === 'active' ? expiresAtMs : null;
}
