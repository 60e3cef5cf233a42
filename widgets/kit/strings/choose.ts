import { pluralOf } from '../format/amount.js';
import { magnitude } from '../format/decimal.js';
import type { PluralForms } from './english.js';

/** The form of a sentence for this amount. */
export const choose = (forms: string | PluralForms, decimal: string, locale: string): string =>
  typeof forms === 'string' ? forms : (forms[pluralOf(magnitude(decimal), locale)] ?? forms.other);
