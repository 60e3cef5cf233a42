/**
 * A pool that is filled and used again and again can have open grants whose original amounts exceed 64 bits together. Such
 * a sum is stored in two columns: the rest, and how often it holds 2^62.
 */
const HIGH_UNIT = 2n ** 62n;

export const lowOf = (sum: bigint): bigint => sum % HIGH_UNIT;
export const highOf = (sum: bigint): bigint => sum / HIGH_UNIT;
export const wideOf = (low: bigint, high: bigint): bigint => high * HIGH_UNIT + low;
