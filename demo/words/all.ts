import { words as arabic } from './ar.js';
import { words as german } from './de.js';
import { words as english, type Words } from './en.js';
import { words as spanish } from './es.js';
import { words as french } from './fr.js';
import { words as japanese } from './ja.js';
import type { Language } from './languages.js';

/** The words of every language, for the server. The browser loads the file of its language only. */
export const WORDS: Readonly<Record<Language['tag'], Words>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ja: japanese,
  ar: arabic,
};
