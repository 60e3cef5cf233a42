export const CREDIT_TYPE_NAMES: Readonly<
  Record<string, { readonly name: string; readonly unit: { readonly singular: string; readonly plural: string } }>
> = {
  'ai-tokens': { name: 'AI Tokens', unit: { singular: 'token', plural: 'tokens' } },
  'render-minutes': { name: 'Render Minutes', unit: { singular: 'minute', plural: 'minutes' } },
};

export function amountFormat(language: string, places = 6): (amount: string, creditTypeId: string) => string {
  // Units are English. Isolation keeps them behind their number in Arabic text.
  const isRightToLeft = language === 'ar';
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: places });
  return (amount, creditTypeId) => {
    const unit = CREDIT_TYPE_NAMES[creditTypeId]?.unit;
    const number = numbers.format(amount as `${number}`).replace('-', '−');
    if (!unit) return number;
    const text = `${number} ${amount === '1' ? unit.singular : unit.plural}`;
    return isRightToLeft ? `\u2066${text}\u2069` : text;
  };
}

const PLACES = 6;

function toMillionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return decimal.startsWith('-') ? -size : size;
}

export function sumOf(decimals: readonly string[]): string {
  const sum = decimals.reduce((total, decimal) => total + toMillionths(decimal), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(PLACES + 1, '0');
  const size = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return sum < 0n ? `-${size}` : size;
}
