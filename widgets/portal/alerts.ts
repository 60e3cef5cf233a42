import type { Balance } from '../../server/contract/index.js';
import { millionths } from '../shared/format/decimal.js';

const SOON_MS = 7 * 86_400_000;

/** What a customer should know of a pool before all else. */
export type Alert = { readonly kind: 'low' | 'depleted' | 'overdrawn' | 'expiring'; readonly pool: Balance };

/** By weight: what is used up, what is low, what ends within a week. */
export function alertsOf(pools: readonly Balance[], nowMs: number): readonly Alert[] {
  const kinds = ['overdrawn', 'depleted', 'low'] as const;
  const byState = kinds.flatMap((kind) => pools.filter(({ state }) => state === kind).map((pool) => ({ kind, pool })));
  const expiring = pools.filter(
    ({ nextExpiry }) => nextExpiry && millionths(nextExpiry.amount) > 0n && Date.parse(nextExpiry.at) - nowMs < SOON_MS,
  );
  return [...byState, ...expiring.map((pool) => ({ kind: 'expiring' as const, pool }))];
}
