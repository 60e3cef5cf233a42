import type { Balance } from '../../server/contract/index.js';

export const NOW = '2026-11-23T12:00:00.000Z';
export const NOW_MS = Date.parse(NOW);
const DAY_MS = 86_400_000;

/** An instant this many days after the fixed time of the tests. */
export const inDays = (days: number): string => new Date(NOW_MS + days * DAY_MS).toISOString();

export function pool(over: Partial<Balance> = {}): Balance {
  return {
    creditTypeId: 'ai-tokens',
    resourceId: null,
    name: 'AI Tokens',
    unit: { singular: 'token', plural: 'tokens' },
    symbol: null,
    balance: '4250',
    available: '4250',
    held: '0',
    overdraft: '0',
    granted: '6000',
    used: '1750',
    utilization: '0.2916',
    state: 'ok',
    nextExpiry: { at: inDays(3), amount: '500' },
    renewsAt: null,
    validUntil: null,
    version: 1,
    projection: null,
    asOf: NOW,
    ...over,
  };
}

export const POOLS = {
  healthy: pool(),
  held: pool({ held: '120.5', available: '4129.5', nextExpiry: { at: inDays(30), amount: '500' } }),
  low: pool({ balance: '900', available: '900', used: '5100', state: 'low' }),
  depleted: pool({
    balance: '0',
    available: '0',
    used: '6000',
    state: 'depleted',
    nextExpiry: null,
    renewsAt: inDays(8),
  }),
  overdrawn: pool({
    balance: '-1250',
    available: '-1250',
    overdraft: '1250',
    used: '7250',
    state: 'overdrawn',
    nextExpiry: null,
  }),
  empty: pool({ balance: '0', available: '0', granted: '0', used: '0', state: 'empty', nextExpiry: null }),
  huge: pool({ balance: '9007199254740993.000001', granted: '9007199254741000', nextExpiry: null }),
} satisfies Record<string, Balance>;

export const images = pool({
  creditTypeId: 'images',
  name: 'Images',
  unit: { singular: 'image', plural: 'images' },
  balance: '12.5',
  available: '12.5',
  granted: '40',
  state: 'ok',
  nextExpiry: null,
});
