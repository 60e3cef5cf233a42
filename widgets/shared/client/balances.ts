import type { Balance } from '../../../server/contract/index.js';

/** The same pool in another set, whatever its version. */
export const samePool = (balances: readonly Balance[], pool: Balance): Balance | undefined =>
  balances.find((other) => other.creditTypeId === pool.creditTypeId && other.resourceId === pool.resourceId);

/**
 * The newest of every pool. Each carries a version: an older or repeated one changes nothing, whatever the order in
 * which answers and events arrive, and without news the array stays the same. `wholeAsOf` says that all there was at
 * that instant has arrived: a pool that is not among it and not younger is gone.
 */
export function mergeBalances(
  known: readonly Balance[],
  arrived: readonly Balance[],
  wholeAsOf = '',
): readonly Balance[] {
  const kept = known.filter((pool) => pool.asOf > wholeAsOf || samePool(arrived, pool));
  const newest = kept.map((pool) => {
    const other = samePool(arrived, pool);
    return other && other.version > pool.version ? other : pool;
  });
  newest.push(...arrived.filter((pool) => !samePool(known, pool)));
  return newest.length === known.length && newest.every((pool, index) => pool === known[index]) ? known : newest;
}
