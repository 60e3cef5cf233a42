import type { Balance } from '../../../server/contract/index.js';

export const samePool = (balances: readonly Balance[], pool: Balance): Balance | undefined =>
  balances.find((other) => other.creditTypeId === pool.creditTypeId && other.resourceId === pool.resourceId);

export const chosenPool = (pools: readonly Balance[], chosenType: string): Balance | undefined =>
  pools.find(({ creditTypeId }) => creditTypeId === chosenType) ?? pools[0];

/**
 * Merges by version, so answers and events may arrive late, repeated or in any order. An unchanged pool stays the same
 * object. With `wholeAsOf`, known pools that did not arrive and are not younger than that instant are dropped.
 */
export function mergeBalances(known: readonly Balance[], arrived: readonly Balance[], wholeAsOf = ''): Balance[] {
  const kept = known.flatMap((pool) => {
    const other = samePool(arrived, pool);
    if (!other) return pool.asOf > wholeAsOf ? pool : [];
    return other.version > pool.version ? other : pool;
  });
  return [...kept, ...arrived.filter((pool) => !samePool(known, pool))];
}
