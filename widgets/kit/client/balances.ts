import type { Balance } from '../../../server/contract/index.js';

/** The same pool in another set, whatever its version. */
export const samePool = (balances: readonly Balance[], pool: Balance): Balance | undefined =>
  balances.find((other) => other.creditTypeId === pool.creditTypeId && other.resourceId === pool.resourceId);

/** The pool of a credit type that somebody has chosen, else the first. */
export const chosenPool = (pools: readonly Balance[], chosenType: string): Balance | undefined =>
  pools.find(({ creditTypeId }) => creditTypeId === chosenType) ?? pools[0];

/**
 * The newest of every pool. Each carries a version: an older or repeated one changes nothing, whatever the order in
 * which answers and events arrive, and a pool without news stays the same object. `wholeAsOf` says that all there was
 * at that instant has arrived: a pool that is not among it and not younger is gone.
 */
export function mergeBalances(known: readonly Balance[], arrived: readonly Balance[], wholeAsOf = ''): Balance[] {
  const kept = known.flatMap((pool) => {
    const other = samePool(arrived, pool);
    if (!other) return pool.asOf > wholeAsOf ? pool : [];
    return other.version > pool.version ? other : pool;
  });
  return [...kept, ...arrived.filter((pool) => !samePool(known, pool))];
}
