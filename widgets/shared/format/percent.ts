import { ratio } from './decimal.js';
import { numbers } from './intl.js';

const ONE_HUNDREDTH = '0.01' as const;

/**
 * `part` of `whole` as a percentage: 0 % and 100 % only when exact, else "<1%" and ">99%". Null without a whole.
 */
export function formatPercent(part: bigint, whole: bigint, locale: string): string | null {
  const share = ratio(part, whole);
  if (share === null) return null;
  const format = numbers(locale, { style: 'percent', maximumFractionDigits: 0 });
  if (part > 0n && part * 100n < whole) return `<${format.format(ONE_HUNDREDTH)}`;
  if (part < whole && part * 100n > whole * 99n) return `>${format.format('0.99')}`;
  return format.format(share as Intl.StringNumericLiteral);
}
