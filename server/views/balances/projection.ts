import type { Projection } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { Ms } from '../../ledger/values/refs.js';
import type { Outlook, Pace, Projection as Projected } from '../../ledger/outlook/projection.js';
import { instant, instantOrNull } from '../shared/scalars.js';

export function projectionView(projected: Projected, pace: Pace, { openRest }: Outlook): Projection {
  const { perDay, runsOutAtMs, unused, horizonMs } = projected;
  return {
    pace: { perDay: formatAmount(perDay), days: pace.days, basis: 'last_7_days' },
    runsOutAt: instantOrNull(runsOutAtMs),
    expiringUnused: {
      amount: formatAmount(unused.reduce((sum, { amount }) => sum + amount, 0n)),
      by: unused.map(({ atMs, amount }) => ({ at: instant(atMs), amount: formatAmount(amount) })),
    },
    reason: pace.used === 0n ? 'no_usage' : null,
    isComplete: openRest === 0n,
    horizon: instant(horizonMs),
  };
}

/** For a pool with too few days of usage to compute a pace. */
export const noProjection = ({ openRest }: Outlook, horizonMs: Ms): Projection => ({
  pace: null,
  runsOutAt: null,
  expiringUnused: null,
  reason: 'not_enough_data',
  isComplete: openRest === 0n,
  horizon: instant(horizonMs),
});
