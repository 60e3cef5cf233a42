import { lazy } from '../element/lazy.js';
import type { CreditsStrings, StringsOverride } from './strings.js';
import { translateWith } from './strings.js';

/** Fetches words of one language; a module may have them as its default. */
export type LanguageLoader = () => Promise<StringsOverride | { readonly default: StringsOverride }>;

/**
 * What fetches a language bit by bit, by a group of words that is in it: each when an element is shown that has such
 * words. All have `language`.
 */
export type LanguageParts = { readonly [Group in keyof CreditsStrings]?: LanguageLoader };

/** Words that are fetched once; `get` gives them when they are here, else calls back as soon as they are. */
type Part = {
  readonly group: string;
  get(whenLoaded: () => void): StringsOverride | null;
  /** Whether there is nothing to wait for: they are here, or cannot be fetched. */
  settled(): boolean;
};

/** In the order in which they were offered. */
const languages: { readonly tag: string; readonly parts: readonly Part[] }[] = [];

/**
 * Offers a language by its tag ("de", "pt-BR"); its words are fetched when a widget is first shown in it. They lie over
 * those of the same tag that were offered before, and over those of a shorter one ("pt").
 */
export function registerLanguage(tag: string, load: LanguageLoader | LanguageParts): void {
  const loaders = typeof load === 'function' ? { language: load } : load;
  languages.push({
    tag: tag.toLowerCase(),
    parts: Object.entries(loaders).map(([group, fetchIt]) => partOf(group, fetchIt)),
  });
  translateWith(languageFor);
}

function partOf(group: string, fetchIt: LanguageLoader): Part {
  const waiting = new Set<() => void>();
  const words = lazy(
    async () => {
      const fetched = await fetchIt();
      return 'default' in fetched ? fetched.default : fetched;
    },
    () => {
      for (const whenLoaded of waiting) whenLoaded();
      waiting.clear();
    },
  );
  return {
    group,
    get(whenLoaded) {
      const here = words.get();
      // English stays where it cannot be fetched.
      if (!here && !words.failed()) waiting.add(whenLoaded);
      return here;
    },
    settled: () => words.get() !== null || words.failed(),
  };
}

/** By the fallback chain of a locale: es, es-PE. */
function partsFor(locale: string, english: object): readonly (readonly Part[])[] {
  const asked = `${locale.toLowerCase()}-`;
  return languages
    .filter(({ tag }) => asked.startsWith(`${tag}-`))
    .sort((one, other) => one.tag.length - other.tag.length)
    .map(({ parts }) => parts.filter(({ group }) => group in english));
}

/** Resolves when all words for a locale and these groups are here, or cannot be fetched. */
export async function languageReady(locale: string, english: object): Promise<void> {
  const waiting = partsFor(locale, english)
    .flat()
    .filter((part) => !part.settled());
  await Promise.all(waiting.map((part) => new Promise<void>((resolve) => void part.get(resolve))));
}

/** The words for a locale, as far as they are here. */
function languageFor(locale: string, whenLoaded: () => void, english: object): (StringsOverride | null)[] {
  return partsFor(locale, english).flatMap((parts) => {
    const here = parts.map((part) => ({ part, words: part.get(whenLoaded) }));
    // Without the words that name the language, dates and plurals of the others would be those of English.
    const unnamed = here.find(({ part, words }) => part.group === 'language' && !words);
    if (unnamed) return unnamed.part.settled() ? [] : [null];
    return here.flatMap(({ words }) => words ?? []);
  });
}
