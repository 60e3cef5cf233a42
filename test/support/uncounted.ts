import { createRateLimits } from '../../server/access/rate-limits.js';
import { createMetrics } from '../../server/compose/metrics.js';

/** For tests that build the application themselves and need no limits, metrics or inspections. */
export const UNCOUNTED = {
  rateLimits: createRateLimits({ key: 0, customer: 0 }),
  metrics: createMetrics(),
  metricsAreOpen: false,
  inspection: () => null,
};
