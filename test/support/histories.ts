/**
 * How many random histories the property tests live through. `npm test` takes a few, always the same ones, so that a
 * change is never blamed for a history that it does not meet. `npm run test:deep` takes many, with a new seed each time.
 */
export const isDeep = process.env['DRAWDOWN_DEEP'] === '1';

/** The histories of `npm test`. */
const FIXED_SEED = 20_261_123;

/** `DRAWDOWN_SEED=n` repeats a deep run. */
const seed = Number(process.env['DRAWDOWN_SEED'] ?? (isDeep ? Date.now() % 2 ** 31 : FIXED_SEED));

/** What `fc.assert` is to run; a failure prints the seed, and the path to the smallest history that fails. */
export type Runs = { readonly numRuns: number; readonly seed: number };

/** `PROPERTY_RUNS=n` sets the number for all properties, to find out more of one failure. */
export function runs({ short, deep }: { readonly short: number; readonly deep: number }): Runs {
  const wanted = process.env['PROPERTY_RUNS'];
  return { numRuns: wanted === undefined ? (isDeep ? deep : short) : Number(wanted), seed };
}
