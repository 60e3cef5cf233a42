import type { Balance } from '../../server/contract/index.js';
import { millionths } from '../kit/format/decimal.js';
import { isOut } from './values.js';

/** What is worth telling of a change: a threshold that was passed, or new credits; never every step down. */
export type Turn = 'low' | 'depleted' | 'overdrawn' | 'added';

/** By how much a pool has grown, in millionths. */
export const gain = (pool: Balance, before: Balance): bigint => millionths(pool.balance) - millionths(before.balance);

export function turnOf(pool: Balance, before: Balance): Turn | null {
  const { state } = pool;
  if (state === 'overdrawn' && before.state !== state) return state;
  if (state === 'depleted' && !isOut(before)) return state;
  if (state === 'low' && before.state === 'ok') return state;
  return gain(pool, before) > 0n && millionths(pool.granted) > millionths(before.granted) ? 'added' : null;
}
