import type { CustomerGrant, GrantGroup } from '../../server/contract/index.js';
import { fromMillionths, millionths } from '../kit/format/decimal.js';
import { inDays, NOW } from './pools.js';

type Page = { readonly data: readonly (CustomerGrant | GrantGroup)[]; readonly nextCursor: string | null };

export type GrantsFor = (query: URLSearchParams) => Page;

let made = 0;

export function grant(over: Partial<CustomerGrant> = {}): CustomerGrant {
  made += 1;
  const amount = over.amount ?? '1000';
  return {
    id: `grt_${String(made).padStart(6, '0')}`,
    customerId: 'acme',
    creditTypeId: 'ai-tokens',
    resourceId: null,
    amount,
    remaining: amount,
    consumed: '0',
    adjusted: '0',
    forfeited: '0',
    category: 'paid',
    source: 'purchase',
    priority: 50,
    status: 'active',
    effectiveAt: inDays(-10),
    expiresAt: null,
    unitCost: null,
    reason: null,
    position: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...over,
  };
}

/** One grant of each status, in burn order. */
export const ONE_OF_EACH: readonly CustomerGrant[] = [
  grant({ reason: 'Festival offer', source: 'api', category: 'promotional', amount: '150', remaining: '37.5', consumed: '112.5', expiresAt: inDays(3), position: 1 }),
  grant({ reason: 'Monthly pack', amount: '1000', remaining: '820.25', consumed: '179.75', expiresAt: inDays(23), position: 2 }),
  grant({ amount: '500', position: 3, priority: 80 }),
  grant({ source: 'plan', status: 'scheduled', effectiveAt: inDays(2), expiresAt: inDays(32) }),
  grant({ source: 'auto_top_up', status: 'pending', amount: '200' }),
  grant({ source: 'rollover', status: 'depleted', amount: '60', remaining: '0', consumed: '60' }),
  grant({ source: 'trial', category: 'promotional', status: 'expired', amount: '100', remaining: '0', consumed: '80', forfeited: '20', effectiveAt: inDays(-60), expiresAt: inDays(-30) }),
  grant({ source: 'operator', status: 'voided', amount: '40', remaining: '0', forfeited: '40' }),
  grant({ status: 'failed', amount: '300', remaining: '0' }),
]; // prettier-ignore

export const grantsFor =
  (all: readonly CustomerGrant[]): GrantsFor =>
  (query) => {
    const past = /^(depleted|expired|voided|failed)$/;
    const own = all.filter(
      ({ creditTypeId, resourceId }) =>
        creditTypeId === query.get('creditTypeId') && (resourceId ?? '') === query.get('resourceId'),
    );
    if (query.get('groupBy') === 'status') {
      const sum = (grants: readonly CustomerGrant[], of: 'amount' | 'remaining') =>
        fromMillionths(grants.reduce((total, one) => total + millionths(one[of]), 0n));
      const groups = [...new Set(own.map(({ status }) => status))].map((key) => {
        const grants = own.filter(({ status }) => status === key);
        return { key, count: grants.length, amount: sum(grants, 'amount'), remaining: sum(grants, 'remaining') };
      });
      return { data: groups, nextCursor: null };
    }
    const asked = own.filter(({ status }) => query.get('past') !== 'false' || !past.test(status));
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    return { data: asked.slice(start, end), nextCursor: end < asked.length ? String(end) : null };
  };
