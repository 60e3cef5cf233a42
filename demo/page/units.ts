import { CURRENCIES } from './names.js';

/** Writes amounts of credits as a language does, with what they are called: `1,250.5 tokens`. */
export function unitsOf(language: string, places = 6): (amount: string, creditTypeId: string) => string {
  // The catalog's words are English: amid Arabic they stay together, number first.
  const rightToLeft = language === 'ar';
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: places });
  return (amount, creditTypeId) => {
    const unit = CURRENCIES[creditTypeId]?.unit;
    const written = numbers.format(amount as `${number}`).replace('-', '−');
    if (!unit) return written;
    const named = `${written} ${amount === '1' ? unit.singular : unit.plural}`;
    return rightToLeft ? `\u2066${named}\u2069` : named;
  };
}
