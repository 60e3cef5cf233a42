/** Limits in requests a second, averaged over ten seconds. 0 means no limit. */
export type RateLimitTerms = {
  readonly key: number;
  /** Counts all tokens of a customer together. */
  readonly customer: number;
  /** Counts requests with an unknown API key, of all callers together. Known keys are never held up by them. */
  readonly wrongKey: number;
};

/** The key limit only stops runaway loops. The customer limit far exceeds what pages need. */
export const DEFAULT_RATE_LIMITS: RateLimitTerms = { key: 20_000, customer: 100, wrongKey: 20 };
