import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { formatAmount, NO_NUMBER } from '../kit/format/amount.js';
import { magnitude, millionths } from '../kit/format/decimal.js';
import { formatPercent } from '../kit/format/percent.js';
import { choose } from '../kit/strings/choose.js';

/** Nothing is left to spend. */
export const isOut = ({ state }: Balance): boolean => state === 'depleted' || state === 'overdrawn';

/** What fills the sentences about a pool. */
export function valuesOf(pool: Balance, { numberLocale, locale }: Context) {
  const { name, balance, granted, unit } = pool;
  const amount = (decimal: string) => formatAmount(decimal, numberLocale);
  return {
    name,
    amount: amount(magnitude(balance)),
    granted: amount(granted),
    held: amount(pool.held),
    available: amount(pool.available),
    percent: formatPercent(millionths(balance), millionths(granted), numberLocale) ?? NO_NUMBER,
    // The server knows two forms.
    unit: choose({ one: unit.singular, other: unit.plural }, balance, locale),
    units: unit.plural,
  };
}
