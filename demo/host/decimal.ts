const PLACES = 6;

const toMillionths = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
};

/** Adds amounts as the API gives them: decimal strings above zero, so that no digit is lost in a float. */
export function sumOf(decimals: readonly string[]): string {
  const digits = decimals
    .reduce((sum, decimal) => sum + toMillionths(decimal), 0n)
    .toString()
    .padStart(PLACES + 1, '0');
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
}
