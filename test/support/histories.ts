/**
 * The number of random histories in property tests. `npm test` runs a few fixed ones, so that no change fails for an
 * unrelated history. `npm run test:deep` runs many, with a new seed each time.
 */
export const isDeep = process.env['DRAWDOWN_DEEP'] === '1';

const FIXED_SEED = 20_261_123;

/** `DRAWDOWN_SEED=n` repeats a deep run. */
const seed = Number(process.env['DRAWDOWN_SEED'] ?? (isDeep ? Date.now() % 2 ** 31 : FIXED_SEED));

export type Runs = { readonly numRuns: number; readonly seed: number };

/** `PROPERTY_RUNS=n` overrides the number for all properties, to study a failure. */
export function runs({ short, deep }: { readonly short: number; readonly deep: number }): Runs {
  const wanted = process.env['PROPERTY_RUNS'];
  return { numRuns: wanted === undefined ? (isDeep ? deep : short) : Number(wanted), seed };
}
