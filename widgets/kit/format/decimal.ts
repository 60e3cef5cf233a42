/** Amounts arrive as decimal strings, and are compared and subtracted exactly, as whole millionths. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;
const PLACES = 6;

/** `null` if the text is not an amount. */
export function toMillionths(decimal: unknown): bigint | null {
  const match = typeof decimal === 'string' ? DECIMAL.exec(decimal) : null;
  if (!match) return null;
  const size = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(PLACES, '0'));
  return match[1] ? -size : size;
}

/** 0 if the text is not an amount. */
export const millionths = (decimal: unknown): bigint => toMillionths(decimal) ?? 0n;

export const magnitude = (decimal: unknown): string => (typeof decimal === 'string' ? decimal.replace('-', '') : '');

export function fromMillionths(millionths: bigint): string {
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(PLACES + 1, '0');
  const decimal = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return millionths < 0n ? `-${decimal}` : decimal;
}

/** `part / whole` as a decimal string, cut to six places; `null` if `whole` is not positive. */
export function ratio(part: bigint, whole: bigint): string | null {
  return whole > 0n ? fromMillionths((part * 1_000_000n) / whole) : null;
}
