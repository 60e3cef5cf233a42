import type { PluralForms } from '../english.js';

/** As `Intl.PluralRules` has them. */
type Categories = {
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
  readonly de: 'one' | 'other';
  readonly es: 'one' | 'many' | 'other';
  readonly fr: 'one' | 'many' | 'other';
  readonly ja: 'other';
};

/** A complete translation: every key, and for a plural every form of the language. */
export type Translation<English, Language extends keyof Categories> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string
    : [PluralForms] extends [English[Key]]
      ? Readonly<Record<Categories[Language], string>>
      : Translation<English[Key], Language>;
};
