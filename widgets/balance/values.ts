import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../shared/element/credits-element.js';
import { formatAmount, NO_NUMBER, pluralOf } from '../shared/format/amount.js';
import { toMillionths } from '../shared/format/decimal.js';
import { formatPercent } from '../shared/format/percent.js';
import type { PluralForms } from '../shared/strings/english.js';

/** An amount in millionths; what is no amount counts as nothing. */
export const millionths = (decimal: string): bigint => toMillionths(decimal) ?? 0n;

/** The amount without its sign, for sentences that say it in words. */
const magnitude = (decimal: string): string => decimal.replace('-', '');

/** The form of a sentence for this amount. */
export const choose = (forms: string | PluralForms, decimal: string, locale: string): string =>
  typeof forms === 'string' ? forms : (forms[pluralOf(magnitude(decimal), locale)] ?? forms.other);

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
