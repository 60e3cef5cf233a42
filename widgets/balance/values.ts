import type { Balance } from '../../server/contract/index.js';
import { isOn } from '../kit/element/flag.js';
import type { Context } from '../kit/element/credits-element.js';
import { choose, formatBalance, formatSize, NO_NUMBER } from '../kit/format/amount.js';
import { millionths } from '../kit/format/decimal.js';
import { formatPercent } from '../kit/format/percent.js';

/** Announced changes: a crossed threshold, or added credits. Ordinary usage is not announced. */
export type Turn = 'low' | 'depleted' | 'overdrawn' | 'added';

/** In millionths. */
export const gain = (pool: Balance, before: Balance): bigint => millionths(pool.balance) - millionths(before.balance);

export function turnOf(pool: Balance, before: Balance): Turn | null {
  const { state } = pool;
  if (state === 'overdrawn' && before.state !== state) return state;
  if (state === 'depleted' && !isOut(before)) return state;
  if (state === 'low' && before.state === 'ok') return state;
  return gain(pool, before) > 0n && millionths(pool.granted) > millionths(before.granted) ? 'added' : null;
}

/** An empty attribute asks for the usual number; 0 and "false" ask for none. */
export const wantsHistory = (history: unknown): boolean => isOn(history) && (history === '' || Number(history) !== 0);

export const isOut = ({ state }: Balance): boolean => state === 'depleted' || state === 'overdrawn';

export function valuesOf(pool: Balance, { numberLocale, locale }: Context) {
  const { name, balance, granted, unit } = pool;
  const amount = (decimal: string) => formatBalance(decimal, numberLocale);
  return {
    name,
    amount: formatSize(balance, numberLocale, 'floor'),
    granted: amount(granted),
    held: amount(pool.held),
    available: amount(pool.available),
    percent: formatPercent(millionths(balance), millionths(granted), numberLocale) ?? NO_NUMBER,
    // The server sends only two forms of the unit.
    unit: choose({ one: unit.singular, other: unit.plural }, balance, locale, 'floor'),
    units: unit.plural,
  };
}
