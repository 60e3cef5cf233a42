import type { ENGLISH } from './english.js';
import type { ENGLISH_GRANTS } from './english-grants.js';
import type { ENGLISH_HISTORY } from './english-history.js';
import type { ENGLISH_PORTAL } from './english-portal.js';
import type { ENGLISH_USAGE } from './english-usage.js';

/** All words. Each element loads only the groups that it may need. */
export type CreditsStrings = typeof ENGLISH &
  typeof ENGLISH_USAGE &
  typeof ENGLISH_GRANTS &
  typeof ENGLISH_HISTORY &
  typeof ENGLISH_PORTAL;

/** Replacement words: any part of the whole set. */
export type StringsOverride<T = CreditsStrings> = {
  readonly [K in keyof T]?: T[K] extends string ? T[K] : StringsOverride<T[K]>;
};

type Words = { [key: string]: string | Words };

/** The host may pass anything, so values that are not words are ignored instead of throwing. */
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
 * Returns words for a locale and the groups of `english`, in order of precedence; `null` for words that are still
 * loading. It calls `whenLoaded` when more have arrived.
 */
export type Translate = (
  locale: string,
  whenLoaded: () => void,
  english: object,
) => readonly (StringsOverride | null)[];

/** Set only by `registerLanguage`, so that a page without other languages loads no code for them. */
let translate: Translate = () => [];

export const translateWith = (fetching: Translate): unknown => (translate = fetching);

export const isTranslating: (...asked: Parameters<Translate>) => boolean = (...asked) =>
  translate(...asked).includes(null);

/** English first, then the page's language if loaded, then the host's own words. */
export const resolveStrings = (
  locale: string,
  own: StringsOverride | null | undefined,
  whenLoaded: () => void,
  english: object,
): CreditsStrings =>
  [...translate(locale, whenLoaded, english), own].reduce<Words>(merge, english as Words) as CreditsStrings;
