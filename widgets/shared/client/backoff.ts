import { environment } from './environment.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Waiting times between attempts: full jitter (any time up to a bound that doubles from 1 s to 30 s), so that a
 * thousand pages do not come back at once. The server may ask for more, by `retry:` or `Retry-After`.
 */
export class Backoff {
  private failures = 0;
  /** The `retry:` of the stream: the first bound, where it is longer. */
  retryMs = 0;

  reset(): void {
    this.failures = 0;
  }

  nextMs(atLeastMs = 0): number {
    const bound = Math.min(LONGEST_MS, Math.max(FIRST_MS, this.retryMs) * 2 ** this.failures);
    this.failures += 1;
    return Math.max(atLeastMs, environment.random() * bound);
  }
}
