import { divideHalfUp, ONE } from './amount.js';
import type { Micro } from './refs.js';

/** Money, which is no credits: whole minor units of a currency (semantics: amounts). */

/** A price of one credit: a decimal string with up to 12 places, in major units of its currency. */
export type UnitPrice = { readonly amount: string; readonly currency: string };
export type Money = { readonly minorUnits: bigint; readonly currency: string };

/**
 * The currencies that ISO 4217 gives other than two minor digits. Runtimes know digits too, but those that people write
 * (none for the forint, say), not those that payments are made in.
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

/** What an amount of credits costs: exact, and rounded once, half up, to minor units. */
export function totalPrice(amount: Micro, { amount: price, currency }: UnitPrice): Money {
  const match = PRICE.exec(price);
  if (!match) throw new RangeError(`not a price: ${price}`);
  const parts = BigInt(`${match[1]}${(match[2] ?? '').padEnd(PRICE_PLACES, '0')}`);
  const minor = 10n ** (DIGITS.get(currency) ?? 2n);
  return { minorUnits: divideHalfUp(amount * parts * minor, ONE * 10n ** BigInt(PRICE_PLACES)), currency };
}
