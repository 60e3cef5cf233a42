import { words as arabic } from './ar.js';
import { words as german } from './de.js';
import { words as english, type Words } from './en.js';
import { words as spanish } from './es.js';
import { words as french } from './fr.js';
import { words as japanese } from './ja.js';
import type { Language } from './languages.js';

export const WORDS: Readonly<Record<Language['tag'], Words>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ja: japanese,
  ar: arabic,
};
