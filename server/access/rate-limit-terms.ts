/** How many requests a second are taken, on average over ten seconds; 0: any number. */
export type RateLimitTerms = {
  /** Of each API key. */
  readonly key: number;
  /** Of each customer, with all of its tokens together. */
  readonly customer: number;
};

/** Of a key, more than one server answers: it stops what runs wild. Of a customer, far above what its pages need. */
export const DEFAULT_RATE_LIMITS: RateLimitTerms = { key: 20_000, customer: 100 };
