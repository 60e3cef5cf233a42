import { ratio } from './decimal.js';
import { intl } from './intl.js';

/** A percentage: 0 % and 100 % only when exact, else "<1%" and ">99%"; `null` if `whole` is not positive. */
export function formatPercent(part: bigint, whole: bigint, locale: string): string | null {
  const share = ratio(part, whole);
  if (share === null) return null;
  const print = (decimal: string) =>
    intl('NumberFormat', locale, { style: 'percent' }).format(decimal as Intl.StringNumericLiteral);
  if (part > 0n && part * 100n < whole) return `<${print('0.01')}`;
  if (part < whole && part * 100n > whole * 99n) return `>${print('0.99')}`;
  return print(share);
}
