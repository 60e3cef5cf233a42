import type { Balance, Projection } from '../../../server/contract/index.js';
import { images, inDays, pool, POOLS } from '../pools.js';

const LONG = {
  name: 'Generative media rendering credits for the European production workspace',
  unit: { singular: 'rendering-minute-equivalent', plural: 'rendering-minute-equivalents' },
} as const;

/** Agrees with the grants of the states. */
const STOCK = { granted: '6150', used: '1900', utilization: '0.3089' } as const;
export const WELL = pool({ ...STOCK, nextExpiry: { at: inDays(30), amount: '37.5' } });
export const ENDING = pool({ ...STOCK, nextExpiry: { at: inDays(3), amount: '37.5' } });

const renders = pool({
  creditTypeId: 'render-minutes',
  name: 'Render Minutes',
  unit: { singular: 'minute', plural: 'minutes' },
  balance: '-7.5',
  available: '-7.5',
  overdraft: '7.5',
  granted: '120',
  state: 'overdrawn',
  nextExpiry: null,
});

/** Three pools: one healthy, one low with an early expiry, one overdrawn. */
export const SEVERAL: readonly Balance[] = [
  WELL,
  { ...images, balance: '6', available: '6', state: 'low', nextExpiry: { at: inDays(3), amount: '6' } },
  renders,
];

export const LONG_POOL = pool(LONG);
export const HUGE_POOL = { ...POOLS.huge, available: POOLS.huge.balance, used: '7.999999' };

export const OUTLOOK: Projection = {
  pace: { perDay: '138.19', days: 7, basis: 'last_7_days' },
  runsOutAt: inDays(30.75),
  expiringUnused: { amount: '0', by: [] },
  reason: null,
  isComplete: true,
  horizon: inDays(1_000),
};
