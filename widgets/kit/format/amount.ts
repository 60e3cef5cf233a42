import type { PluralForms } from '../strings/english.js';
import { fromMillionths, magnitude, millionths, toMillionths } from './decimal.js';
import { intl } from './intl.js';

export const NO_NUMBER = '–';

/** Balances are rounded with `floor`, so that never more is shown than there is, and never less of a debt. */
export type Rounding = 'halfExpand' | 'floor' | 'ceil';

/** Decimals on screen. */
const MOST_PLACES = 2;
const placesOf = (roundingMode: Rounding, least = 0) => ({
  minimumFractionDigits: least,
  maximumFractionDigits: MOST_PLACES,
  roundingMode,
});
const COMPACT = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
/** The smallest step on screen. */
const A_CENT = 10_000n;

/** The rounding of an amount without its sign that rounds as the signed one does. */
const unsigned = (decimal: string, rounding: Rounding): Rounding =>
  rounding === 'floor' && millionths(decimal) < 0n ? 'ceil' : rounding;

export type AmountOptions = {
  readonly rounding?: Rounding | undefined;
  /** Shortens the amount for narrow places: "12.4K". */
  readonly compact?: boolean;
  /** At least this number of decimals: "1.50". */
  readonly places?: number;
};

/**
 * Formats a decimal string in the locale's grouping, with at most two decimals and a true minus sign. An amount that
 * would round to zero prints as "<0.01".
 */
export function formatAmount(
  decimal: string,
  locale: string,
  { rounding = 'halfExpand', compact = false, places: least = 0 }: AmountOptions = {},
): string {
  const exact = toMillionths(decimal);
  if (exact === null) return NO_NUMBER;
  const places = placesOf(rounding, least);
  // `Intl` formats a decimal string digit by digit, without a float in between.
  const print = (amount: string, options: Intl.NumberFormatOptions = places) =>
    intl('NumberFormat', locale, options)
      .format(amount as Intl.StringNumericLiteral)
      .replace('-', '\u2212');
  if (exact === 0n) return print('0');
  const smallest = rounding === 'halfExpand' ? A_CENT / 2n : A_CENT;
  if (exact >= smallest || exact <= -smallest) return print(decimal, compact ? { ...places, ...COMPACT } : places);
  return exact > 0n ? `<${print('0.01')}` : `>${print('-0.01')}`;
}

/** A number of credits that can be spent. */
export const formatBalance = (decimal: string, locale: string, options: AmountOptions = {}): string =>
  formatAmount(decimal, locale, { rounding: 'floor', ...options });

/** The amount without its sign. */
export const formatSize = (decimal: string, locale: string, rounding?: Rounding): string =>
  formatAmount(magnitude(decimal), locale, { rounding: rounding && unsigned(decimal, rounding) });

/** The amount for screen readers: a word for the minus, and no spaces, at which they would split the number. */
export function speakAmount(decimal: string, locale: string, minus: string, rounding?: Rounding): string {
  const size = formatSize(decimal, locale, rounding).replace(/\s/g, '');
  return millionths(decimal) < 0n ? minus.replace('{amount}', size) : size;
}

/** Plural rules look only at the last digits, so leading digits are cut to fit into a number. */
export const pluralOf = (decimal: string, locale: string): Intl.LDMLPluralRule =>
  intl('PluralRules', locale, { maximumFractionDigits: MOST_PLACES }).select(
    Number(decimal.replace(/^-?\d*(\d{9})/, '1$1')),
  );

/** Browsers ignore the rounding mode of plural rules, so the amount without its sign is rounded before. */
function rounded(decimal: string, rounding: Rounding): string {
  const size = magnitude(decimal);
  if (rounding === 'halfExpand') return size;
  const up = unsigned(decimal, rounding) === 'ceil' ? A_CENT - 1n : 0n;
  return fromMillionths(((millionths(size) + up) / A_CENT) * A_CENT);
}

/** The form for the amount as it is shown with the same rounding. */
export const choose = (
  forms: string | PluralForms,
  decimal: string,
  locale: string,
  rounding: Rounding = 'halfExpand',
): string => (typeof forms === 'string' ? forms : (forms[pluralOf(rounded(decimal, rounding), locale)] ?? forms.other));
