import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBurnOrder, decidingCriterion } from './burn-order.js';

const few = fc.integer({ min: 0, max: 1 });
const grant = fc.record({
  priority: few,
  expiresAtMs: fc.option(few),
  category: fc.constantFrom('paid' as const, 'promotional' as const),
  effectiveAtMs: few,
  createdAtMs: few,
  id: fc.constantFrom('a', 'b', 'c'),
});
const base = { priority: 1, expiresAtMs: 5, category: 'paid', effectiveAtMs: 1, createdAtMs: 1, id: 'b' } as const;

test.each([
  ['priority', { ...base, priority: 0, expiresAtMs: null }],
  ['expiry', { ...base, expiresAtMs: 4, effectiveAtMs: 9 }],
  ['category', { ...base, category: 'promotional', createdAtMs: 9 }],
  ['effective_date', { ...base, effectiveAtMs: 0, id: 'z' }],
  ['creation', { ...base, createdAtMs: 0, id: 'z' }],
  ['id', { ...base, id: 'a' }],
] as const)('%s puts a grant before another that equals it until there', (criterion, first) => {
  expect(compareBurnOrder(first, base)).toBeLessThan(0);
  expect(compareBurnOrder(base, first)).toBeGreaterThan(0);
  expect(decidingCriterion(first, base)).toBe(criterion);
});

test('what decides is what the order goes by: without it the order would be another, or none', () => {
  const fields = {
    priority: 'priority',
    expiry: 'expiresAtMs',
    category: 'category',
    effective_date: 'effectiveAtMs',
    creation: 'createdAtMs',
    id: 'id',
  } as const;
  fc.assert(
    fc.property(grant, grant, (a, b) => {
      fc.pre(compareBurnOrder(a, b) !== 0);
      const [first, next] = compareBurnOrder(a, b) < 0 ? [a, b] : [b, a];
      const criterion = decidingCriterion(first, next);
      const levelled = { ...next, [fields[criterion]]: first[fields[criterion]] };
      const isOther = compareBurnOrder(first, levelled) >= 0 || decidingCriterion(first, levelled) !== criterion;
      expect(isOther).toBe(true);
    }),
  );
});
