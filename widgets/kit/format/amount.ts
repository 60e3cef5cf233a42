import type { PluralForms } from '../strings/english.js';
import { magnitude, toMillionths } from './decimal.js';
import { intl } from './intl.js';

export const NO_NUMBER = '–';
const PLACES = { maximumFractionDigits: 2 };
const COMPACT = { notation: 'compact', maximumFractionDigits: 1 } as const;
/** Half of the smallest step on screen. Smaller amounts would round to zero. */
const HALF_A_CENT = 5_000n;

/**
 * Formats a decimal string in the locale's grouping, with at most two decimals and a true minus sign. An amount that
 * would round to zero prints as "<0.01". `compact` shortens it for narrow places ("12.4K").
 */
export function formatAmount(decimal: string, locale: string, compact = false): string {
  const millionths = toMillionths(decimal);
  if (millionths === null) return NO_NUMBER;
  // `Intl` formats a decimal string digit by digit, without a float in between.
  const print = (amount: string, options = PLACES) =>
    intl('NumberFormat', locale, options)
      .format(amount as Intl.StringNumericLiteral)
      .replace('-', '\u2212');
  if (millionths === 0n) return print('0');
  if (millionths >= HALF_A_CENT || millionths <= -HALF_A_CENT) return print(decimal, compact ? COMPACT : PLACES);
  return millionths > 0n ? `<${print('0.01')}` : `>${print('-0.01')}`;
}

/** The amount for screen readers: a word for the minus, and no spaces, at which they would split the number. */
export function speakAmount(decimal: string, locale: string, minus: string): string {
  const size = formatAmount(magnitude(decimal), locale).replace(/\s/g, '');
  return (toMillionths(decimal) ?? 0n) < 0n ? minus.replace('{amount}', size) : size;
}

/** Plural rules look only at the last digits, so leading digits are cut to fit into a number. */
export const pluralOf = (decimal: string, locale: string): Intl.LDMLPluralRule =>
  intl('PluralRules', locale, PLACES).select(Number(decimal.replace(/^-?\d*(\d{9})/, '1$1')));

export const choose = (forms: string | PluralForms, decimal: string, locale: string): string =>
  typeof forms === 'string' ? forms : (forms[pluralOf(magnitude(decimal), locale)] ?? forms.other);
