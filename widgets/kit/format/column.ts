import { millionths } from './decimal.js';

const PLACES = 6;

/** The number of decimals that the longest amount of a column needs, at most `most`. */
export function placesOf(decimals: readonly string[], most = 2): number {
  const lengths = decimals.map((decimal) => {
    const size = String(millionths(decimal)).replace('-', '').padStart(PLACES, '0');
    return size.slice(-PLACES).replace(/0+$/, '').length;
  });
  return Math.min(most, Math.max(0, ...lengths));
}
