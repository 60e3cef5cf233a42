import type { PluralForms } from '../strings/english.js';
import { magnitude, toMillionths } from './decimal.js';
import { intl } from './intl.js';

/** What stands where a number should be and none came. */
export const NO_NUMBER = '–';
const PLACES = { maximumFractionDigits: 2 };
const COMPACT = { notation: 'compact', maximumFractionDigits: 1 } as const;
/** Half of the smallest shown step: anything smaller would print as zero. */
const HALF_A_CENT = 5_000n;

/**
 * An amount for the eye: the locale's grouping, at most two decimals, a true minus. What is there but would round to
 * zero prints as "<0.01". `compact` is for narrow places ("12.4K").
 */
export function formatAmount(decimal: string, locale: string, compact = false): string {
  const millionths = toMillionths(decimal);
  if (millionths === null) return NO_NUMBER;
  // `Intl` takes a decimal string as it is, digit for digit: no float on the way.
  const print = (amount: string, options = PLACES) =>
    intl('NumberFormat', locale, options)
      .format(amount as Intl.StringNumericLiteral)
      .replace('-', '\u2212');
  if (millionths === 0n) return print('0');
  if (millionths >= HALF_A_CENT || millionths <= -HALF_A_CENT) return print(decimal, compact ? COMPACT : PLACES);
  return millionths > 0n ? `<${print('0.01')}` : `>${print('-0.01')}`;
}

/** The same for the ear: the locale's words for a minus, and no spaces inside a number. */
export function speakAmount(decimal: string, locale: string, minus: string): string {
  const size = formatAmount(magnitude(decimal), locale).replace(/\s/g, '');
  return (toMillionths(decimal) ?? 0n) < 0n ? minus.replace('{amount}', size) : size;
}

/** The plural category of an amount as it is shown. Rules look at the last digits, so the front ones may go. */
export const pluralOf = (decimal: string, locale: string): Intl.LDMLPluralRule =>
  intl('PluralRules', locale, PLACES).select(Number(decimal.replace(/^-?\d*(\d{9})/, '1$1')));

/** The plural form of a sentence for an amount. */
export const choose = (forms: string | PluralForms, decimal: string, locale: string): string =>
  typeof forms === 'string' ? forms : (forms[pluralOf(magnitude(decimal), locale)] ?? forms.other);
