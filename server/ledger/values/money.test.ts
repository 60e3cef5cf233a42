import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAmount } from './amount.js';
import { totalPrice } from './money.js';

const total = (credits: string, amount: string, currency: string) =>
  totalPrice(parseAmount(credits), { amount, currency }).minorUnits;

test.each([
  ['1000', '0.01', 'EUR', 1_000n],
  ['1', '0.005', 'EUR', 1n],
  ['1', '0.004999999999', 'EUR', 0n],
  ['0.000001', '1', 'USD', 0n],
  ['0.5', '0.01', 'USD', 1n],
  ['1.5', '1', 'JPY', 2n],
  ['1', '1', 'KWD', 1_000n],
  ['1', '0.0015', 'KWD', 2n],
  ['1', '100', 'HUF', 10_000n],
  ['1', '1', 'CLF', 10_000n],
  ['1000000000000', '999999999999.999999999999', 'USD', 99_999_999_999_999_999_999_999_900n],
])('%s credits at %s %s', (credits, price, currency, minorUnits) => {
  expect(total(credits, price, currency)).toBe(minorUnits);
});

test('a total is never more than half a minor unit from what it rounds', () => {
  const micros = fc.bigInt({ min: 0n, max: 10n ** 18n });
  const parts = fc.bigInt({ min: 0n, max: 10n ** 24n - 1n });
  fc.assert(
    fc.property(micros, parts, (amount, price) => {
      const text = `${price / 10n ** 12n}.${(price % 10n ** 12n).toString().padStart(12, '0')}`;
      const { minorUnits } = totalPrice(amount, { amount: text, currency: 'EUR' });
      // In units of 10^-18 euro, of which a cent has 10^16. Half a cent is rounded up, never down.
      const off = amount * price - minorUnits * 10n ** 16n;
      expect(off < 10n ** 16n / 2n && off >= -(10n ** 16n) / 2n).toBe(true);
    }),
  );
});

test('what is no price is not guessed', () => {
  expect(() => total('1', '1e3', 'EUR')).toThrow(RangeError);
});
