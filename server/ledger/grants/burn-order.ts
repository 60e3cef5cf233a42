import type { Grant } from './grant.js';

/** The fields that decide the place of a grant in the burn order. */
export type Rank = Pick<Grant, 'priority' | 'expiresAtMs' | 'category' | 'effectiveAtMs' | 'createdAtMs' | 'id'>;

export const rankOf = ({ priority, expiresAtMs, category, effectiveAtMs, createdAtMs, id }: Rank): Rank => ({
  ...{ priority, expiresAtMs, category, effectiveAtMs, createdAtMs, id },
});

/** A key for maps. */
export const rankKey = (rank: Rank): string => JSON.stringify(Object.values(rankOf(rank)));

const CRITERIA = [
  ['priority', (a: Rank, b: Rank) => a.priority - b.priority],
  ['expiry', (a: Rank, b: Rank) => compareExpiry(a.expiresAtMs, b.expiresAtMs)],
  ['category', (a: Rank, b: Rank) => categoryRank(a) - categoryRank(b)],
  ['effective_date', (a: Rank, b: Rank) => a.effectiveAtMs - b.effectiveAtMs],
  ['creation', (a: Rank, b: Rank) => a.createdAtMs - b.createdAtMs],
  ['id', (a: Rank, b: Rank) => compareIds(a.id, b.id)],
] as const;

export type BurnCriterion = (typeof CRITERIA)[number][0];

/**
 * The burn order (semantics: Grants). Priority ascending, expiry soonest with none last, promotional before paid,
 * effective date, creation, then id by bytes. The stores sort in the same order: `burnOrder` in
 * `store/common/conditions/grants.ts`, `rows/grant-places.ts` of each engine, and the index `grants_as_they_burn`.
 */
export function compareBurnOrder(a: Rank, b: Rank): number {
  for (const [, compare] of CRITERIA) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

export function decidingCriterion(first: Rank, next: Rank): BurnCriterion {
  return CRITERIA.find(([, compare]) => compare(first, next) !== 0)?.[0] ?? 'id';
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
