/**
 * Amounts arrive as decimal strings and stay exact: they are compared and subtracted as whole millionths.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;
const PLACES = 6;

/** The amount in millionths, or null for what is no amount. */
export function toMillionths(decimal: unknown): bigint | null {
  const match = typeof decimal === 'string' ? DECIMAL.exec(decimal) : null;
  if (!match) return null;
  const size = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(PLACES, '0'));
  return match[1] ? -size : size;
}

/** The same; what is no amount counts as nothing. */
export const millionths = (decimal: unknown): bigint => toMillionths(decimal) ?? 0n;

/** The amount without its sign, for sentences that say it in words; of what is none, still none. */
export const magnitude = (decimal: string | null | undefined): string => (decimal ?? '').replace('-', '');

/** Millionths as the shortest decimal string. */
export function fromMillionths(millionths: bigint): string {
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(PLACES + 1, '0');
  const decimal = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return millionths < 0n ? `-${decimal}` : decimal;
}

/** `part / whole` as a decimal string, cut to six places; null where there is no whole. */
export function ratio(part: bigint, whole: bigint): string | null {
  return whole > 0n ? fromMillionths((part * 1_000_000n) / whole) : null;
}
