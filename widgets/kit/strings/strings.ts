import type { ENGLISH } from './english.js';
import type { ENGLISH_GRANTS } from './english-grants.js';
import type { ENGLISH_HISTORY } from './english-history.js';
import type { ENGLISH_PORTAL } from './english-portal.js';
import type { ENGLISH_USAGE } from './english-usage.js';

/** The whole set of words. Each element loads those that it may need. */
export type CreditsStrings = typeof ENGLISH &
  typeof ENGLISH_USAGE &
  typeof ENGLISH_GRANTS &
  typeof ENGLISH_HISTORY &
  typeof ENGLISH_PORTAL;

/** Words to replace: any part of the whole set. */
export type StringsOverride<T = CreditsStrings> = {
  readonly [K in keyof T]?: T[K] extends string ? T[K] : StringsOverride<T[K]>;
};

type Words = { [key: string]: string | Words };

/** Replaces what is given and keeps the rest. What is not words (a number, null) is left out: it must never throw. */
function merge(base: Words, over: unknown): Words {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over ?? {})) {
    const own = merged[key];
    if (typeof own === 'object') merged[key] = merge(own, value);
    else if (typeof value === 'string') merged[key] = value;
  }
  return merged;
}

/**
 * Words for a locale and the groups of these English ones, the later over the earlier; null for those of the language
 * that are on their way. Calls back when more have come.
 */
export type Translate = (
  locale: string,
  whenLoaded: () => void,
  english: object,
) => readonly (StringsOverride | null)[];

/** A page that registers no language need not load what fetches them. */
let translate: Translate = () => [];

/** Puts words between the English ones and the host's. */
export const translateWith = (fetching: Translate): unknown => (translate = fetching);

/** Whether the language of a locale is on its way. */
export const isTranslating: (...asked: Parameters<Translate>) => boolean = (...asked) =>
  translate(...asked).includes(null);

/** English as the element knows it, then the page's language where it was loaded, then the host's own words. */
export const resolveStrings = (
  locale: string,
  own: StringsOverride | null | undefined,
  whenLoaded: () => void,
  english: object,
): CreditsStrings =>
  [...translate(locale, whenLoaded, english), own].reduce<Words>(merge, english as Words) as CreditsStrings;
