import type { Balance, CustomerGrant } from '../../../server/contract/index.js';
import { grant, ONE_OF_EACH } from '../grants.js';
import { inDays } from '../pools.js';

const PACK = { amount: '1000', remaining: '820.25', consumed: '179.75' } as const;
const BOUGHT = { amount: '5000', remaining: '3392.25', consumed: '1607.75' } as const;

/** Grants in burn order that add up to a pool of 4,250, of which 37.5 expire at the pool's next expiry. */
const openGrants = ({ nextExpiry }: Balance): readonly CustomerGrant[] => [
  grant({ reason: 'Festival offer', source: 'api', category: 'promotional', amount: '150', remaining: '37.5', consumed: '112.5', expiresAt: nextExpiry?.at ?? null, position: 1 }),
  grant({ reason: 'Monthly pack', ...PACK, expiresAt: inDays(33), position: 2 }),
  grant({ ...BOUGHT, position: 3, priority: 80 }),
  grant({ source: 'plan', status: 'scheduled', effectiveAt: inDays(8), expiresAt: inDays(38) }),
  grant({ source: 'auto_top_up', status: 'pending', amount: '200' }),
]; // prettier-ignore

export const PAST = ONE_OF_EACH.slice(5);

export const grantsOf = (pool: Balance): readonly CustomerGrant[] => [...openGrants(pool), ...PAST];
