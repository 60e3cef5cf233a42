import { divideHalfUp, ONE } from './amount.js';
import type { Micro } from './refs.js';

/** The price of one credit, as a decimal string with up to 12 places in major units. */
export type UnitPrice = { readonly amount: string; readonly currency: string };
export type Money = { readonly minorUnits: bigint; readonly currency: string };

/**
 * Currencies with other than two minor digits in ISO 4217. `Intl` is not used, because its digits are for display and
 * differ, for example for the forint.
 */
const DIGITS: ReadonlyMap<string, bigint> = new Map(
  [
    ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0n] as const,
    ['BHD IQD JOD KWD LYD OMR TND', 3n] as const,
    ['CLF UYW', 4n] as const,
  ].flatMap(([codes, digits]) => codes.split(' ').map((code) => [code, digits] as const)),
);

const PRICE = /^(\d+)(?:\.(\d{1,12}))?$/;
const PRICE_PLACES = 12;

/** Computes the exact price and rounds it once, half up, to minor units (semantics: Amounts). @throws RangeError */
export function totalPrice(amount: Micro, { amount: price, currency }: UnitPrice): Money {
  const match = PRICE.exec(price);
  if (!match) throw new RangeError(`not a price: ${price}`);
  const parts = BigInt(`${match[1]}${(match[2] ?? '').padEnd(PRICE_PLACES, '0')}`);
  const minor = 10n ** (DIGITS.get(currency) ?? 2n);
  return { minorUnits: divideHalfUp(amount * parts * minor, ONE * 10n ** BigInt(PRICE_PLACES)), currency };
}
