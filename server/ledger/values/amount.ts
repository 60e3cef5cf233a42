import type { Micro } from './refs.js';

export const ONE: Micro = 1_000_000n;

export const LARGEST_AMOUNT: Micro = 1_000_000_000_000n * ONE;

/** The limit of an account in both directions, 9×10^12 credits. It fits into a signed 64-bit integer. */
export const ACCOUNT_RANGE: Micro = 9_000_000_000_000n * ONE;

const DECIMAL = /^(-?)(0|[1-9]\d{0,12})(?:\.(\d{1,6}))?$/;

/**
 * Reads a decimal string with at most 6 places.
 *
 * @returns millionths; `null` for any other text, such as `""`, `" 7 "`, `"1e3"`, `"0x10"`, `"1,5"`, `"NaN"` or `"-0"`
 */
export function readAmount(text: string): Micro | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const size = BigInt(match[2] ?? '0') * ONE + BigInt((match[3] ?? '').padEnd(6, '0'));
  if (match[1] === '-') return size === 0n ? null : -size;
  return size;
}

/** Reads a validated amount. @throws RangeError for any other text */
export function parseAmount(text: string): Micro {
  const amount = readAmount(text);
  if (amount === null) throw new RangeError(`not an amount: ${text}`);
  return amount;
}

/** Writes an amount without trailing zeros: `12500000n` becomes `"12.5"`. */
export function formatAmount(amount: Micro): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '-' : '';
  const whole = size / ONE;
  const fraction = size % ONE;
  if (fraction === 0n) return `${sign}${whole}`;
  return `${sign}${whole}.${fraction.toString().padStart(6, '0').replace(/0+$/, '')}`;
}

export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

export const smaller = (a: Micro, b: Micro): Micro => (a < b ? a : b);
