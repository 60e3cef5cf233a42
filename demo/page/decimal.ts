const PLACES = 6;

function toMillionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return decimal.startsWith('-') ? -size : size;
}

/** Adds amounts as the API gives them: decimal strings, so that no digit is lost in a float. */
export function sumOf(decimals: readonly string[]): string {
  const sum = decimals.reduce((total, decimal) => total + toMillionths(decimal), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(PLACES + 1, '0');
  const size = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return sum < 0n ? `-${size}` : size;
}
