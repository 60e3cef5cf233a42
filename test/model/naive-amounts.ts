/** Written independently of the ledger's amounts, so that two readings of semantics: Amounts must agree. */

/** Accepts digits with at most six decimal places, up to 10^12; `null` for every other text. */
export function readAmount(text: string): bigint | null {
  const [whole = '', fraction, ...rest] = text.split('.');
  const digitsOnly = (part: string) => part !== '' && [...part].every((letter) => '0123456789'.includes(letter));
  if (rest.length > 0 || !digitsOnly(whole)) return null;
  if (whole.length > 1 && whole.startsWith('0')) return null;
  if (fraction !== undefined && (!digitsOnly(fraction) || fraction.length > 6)) return null;
  const micro = BigInt(whole + (fraction ?? '').padEnd(6, '0'));
  return micro <= 1_000_000_000_000_000_000n ? micro : null;
}

export function showAmount(micro: bigint): string {
  if (micro < 0n) return `-${showAmount(-micro)}`;
  const digits = micro.toString().padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}

/** quantity × credits ÷ units, rounded half up to six places. All three are millionths, and none is negative. */
export function priceOf(quantity: bigint, rate: { readonly credits: bigint; readonly units: bigint }): bigint {
  const exact = quantity * rate.credits;
  const down = exact / rate.units;
  const cutOff = exact - down * rate.units;
  return cutOff + cutOff >= rate.units ? down + 1n : down;
}

export const largestBalance = 9_000_000_000_000_000_000n;

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
