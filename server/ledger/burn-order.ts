import type { Grant } from './protocol.js';

type Rank = Pick<Grant, 'priority' | 'expiresAtMs' | 'category' | 'effectiveAtMs' | 'createdAtMs' | 'id'>;

/**
 * The order in which grants burn (semantics: grants): priority ascending → expiry soonest, none last →
 * promotional before paid → effective earliest → created earliest → id, bytewise.
 */
export function compareBurnOrder(a: Rank, b: Rank): number {
  return (
    a.priority - b.priority ||
    compareExpiry(a.expiresAtMs, b.expiresAtMs) ||
    categoryRank(a) - categoryRank(b) ||
    a.effectiveAtMs - b.effectiveAtMs ||
    a.createdAtMs - b.createdAtMs ||
    compareIds(a.id, b.id)
  );
}

function compareExpiry(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}

const categoryRank = (grant: Rank) => (grant.category === 'promotional' ? 0 : 1);

/** Ids are ASCII, so UTF-16 order is byte order, as in both stores. */
const compareIds = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
