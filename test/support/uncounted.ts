import { createRateLimits } from '../../server/access/rate-limits.js';
import { createMetrics } from '../../server/compose/metrics.js';

/** For applications that are put together by hand, where limits, metrics and inspections do not matter. */
export const UNCOUNTED = {
  rateLimits: createRateLimits({ key: 0, customer: 0, wrongKey: 0 }),
  metrics: createMetrics(),
  metricsAreOpen: false,
  inspection: () => null,
};
