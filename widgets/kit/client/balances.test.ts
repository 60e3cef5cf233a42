import fc from 'fast-check';
import type { Balance } from '../../../server/contract/index.js';
import { expect } from '../../test/expect.js';
import { NOW_MS, pool } from '../../test/pools.js';
import { mergeBalances } from './balances.js';

const versionOf = (creditTypeId: string, version: number): Balance =>
  pool({ creditTypeId, version, balance: String(1000 - version), asOf: new Date(NOW_MS + version).toISOString() });

const pools = fc.constantFrom('ai-tokens', 'images', 'seats');
const arrivals = fc.array(fc.tuple(pools, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 40 });

describe('balances that arrive in any order, some of them again', () => {
  it('end as the newest of each pool, and never go back on the way', () => {
    fc.assert(
      fc.property(arrivals, (order) => {
        let known: readonly Balance[] = [];
        for (const [creditTypeId, version] of order) {
          const before = known;
          known = mergeBalances(known, [versionOf(creditTypeId, version)]);
          for (const older of before) {
            const now = known.find((one) => one.creditTypeId === older.creditTypeId);
            expect(now !== undefined && now.version >= older.version).to.equal(true);
            // An unchanged pool stays the same object, so that nothing renders again.
            if (now?.version === older.version) expect(now).to.equal(older);
          }
        }
        const newest = new Map<string, number>();
        for (const [id, version] of order) newest.set(id, Math.max(version, newest.get(id) ?? 0));
        expect(Object.fromEntries(known.map((one) => [one.creditTypeId, one.version]))).to.deep.equal(
          Object.fromEntries(newest),
        );
      }),
    );
  });

  it('lose a pool only to a whole set that is younger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (version, wholeAt) => {
        const known = [versionOf('ai-tokens', version)];
        const left = mergeBalances(known, [], new Date(NOW_MS + wholeAt).toISOString());
        expect(left.length).to.equal(version > wholeAt ? 1 : 0);
      }),
    );
  });
});
