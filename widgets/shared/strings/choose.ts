import { pluralOf } from '../format/amount.js';
import type { PluralForms } from './english.js';

/** The amount without its sign, for sentences that say it in words. */
export const magnitude = (decimal: string): string => decimal.replace('-', '');

/** The form of a sentence for this amount. */
export const choose = (forms: string | PluralForms, decimal: string, locale: string): string =>
  typeof forms === 'string' ? forms : (forms[pluralOf(magnitude(decimal), locale)] ?? forms.other);
