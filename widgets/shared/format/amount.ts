import { toMillionths } from './decimal.js';
import { numbers, plurals } from './intl.js';

/** What stands where a number should be and none came. */
export const NO_NUMBER = '–';
const MINUS = '\u2212';
const PLACES: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };
const COMPACT: Intl.NumberFormatOptions = { notation: 'compact', maximumFractionDigits: 1 };
/** Half of the smallest shown step: anything smaller would print as zero. */
const HALF_A_CENT = 5_000n;

/** `Intl` takes a decimal string as it is, digit for digit: no float on the way. */
const print = (format: Intl.NumberFormat, decimal: string): string =>
  format.format(decimal as Intl.StringNumericLiteral).replace('-', MINUS);

/**
 * An amount for the eye: the locale's grouping, at most two decimals, a true minus. What is there but would round to
 * zero prints as "<0.01". `compact` is for narrow places ("12.4K").
 */
export function formatAmount(decimal: string, locale: string, compact = false): string {
  const millionths = toMillionths(decimal);
  if (millionths === null) return NO_NUMBER;
  const format = numbers(locale, compact ? COMPACT : PLACES);
  if (millionths === 0n) return print(format, '0');
  if (millionths > 0n && millionths < HALF_A_CENT) return `<${print(numbers(locale, PLACES), '0.01')}`;
  if (millionths < 0n && millionths > -HALF_A_CENT) return `>${print(numbers(locale, PLACES), '-0.01')}`;
  return print(format, decimal);
}

/** The same for the ear: the locale's words for a minus, and no spaces inside a number. */
export function speakAmount(decimal: string, locale: string, minus: string): string {
  const negative = decimal.startsWith('-') && toMillionths(decimal) !== 0n;
  const size = formatAmount(decimal.replace('-', ''), locale).replace(/\s/g, '');
  return negative ? minus.replace('{amount}', size) : size;
}

/** The plural category of an amount as it is shown. Rules look at the last digits, so the front ones may go. */
export function pluralOf(decimal: string, locale: string): Intl.LDMLPluralRule {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const short = whole.length > 9 ? `1${whole.slice(-8)}` : whole;
  return plurals(locale, PLACES).select(Number(`${short}.${fraction}0`));
}
