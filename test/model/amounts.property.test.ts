import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, readAmount } from '../../server/ledger/values/amount.js';
import { largestBalance, showAmount } from './naive-amounts.js';

test('an amount has one text, which the model writes too, and which reads as the same amount', () => {
  const amounts = fc.bigInt({ min: -largestBalance, max: largestBalance });
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(formatAmount(amount)).toBe(showAmount(amount));
      expect(readAmount(formatAmount(amount))).toBe(amount);
    }),
  );
});
