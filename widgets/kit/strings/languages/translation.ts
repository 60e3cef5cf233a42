import type { PluralForms } from '../english.js';

/** The plural categories of each language, as `Intl.PluralRules` has them. */
type Categories = {
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
  readonly de: 'one' | 'other';
  readonly es: 'one' | 'many' | 'other';
  readonly fr: 'one' | 'many' | 'other';
  readonly ja: 'other';
};

/** The same words in another language: every key and no other, and of a plural each form that the language has. */
export type Translation<English, Language extends keyof Categories> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string
    : [PluralForms] extends [English[Key]]
      ? Readonly<Record<Categories[Language], string>>
      : Translation<English[Key], Language>;
};
