import { intl } from './intl.js';

/** "a, b, c", as the language lists things. */
export const list = (parts: readonly string[], locale: string): string =>
  intl('ListFormat', locale, { style: 'narrow' }).format(parts);
