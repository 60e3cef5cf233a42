/** Limits in requests a second, averaged over ten seconds. 0 means no limit. */
export type RateLimitTerms = {
  /** For each API key. */
  readonly key: number;
  /** For each customer, across all of its tokens. */
  readonly customer: number;
};

/** The key limit only stops runaway loops: one server answers less. The customer limit is far above what pages need. */
export const DEFAULT_RATE_LIMITS: RateLimitTerms = { key: 20_000, customer: 100 };
