import { lazy } from '../element/lazy.js';
import type { CreditsStrings, StringsOverride } from './strings.js';
import { translateWith } from './strings.js';

/** Fetches words of one language, either directly or as a module's default export. */
export type LanguageLoader = () => Promise<StringsOverride | { readonly default: StringsOverride }>;

/**
 * One loader for each group of words, called when an element needs that group. Every shipped language has `language`.
 */
export type LanguageParts = { readonly [Group in keyof CreditsStrings]?: LanguageLoader };

type Part = {
  readonly group: string;
  get(whenLoaded: () => void): StringsOverride | null;
  settled(): boolean;
};

/** In order of registration, because later words replace earlier ones. */
const languages: { readonly tag: string; readonly parts: readonly Part[] }[] = [];

/**
 * Registers a language by its tag ("de", "pt-BR"). Its words are fetched when a widget first needs them. They replace
 * words that were registered earlier for the same tag or for a shorter one ("pt").
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
      // After a failure nobody waits, and English stays.
      if (!here && !words.failed()) waiting.add(whenLoaded);
      return here;
    },
    settled: () => words.get() !== null || words.failed(),
  };
}

/** The parts by tag, shortest first: es, es-PE. */
function partsFor(locale: string, english: object): readonly (readonly Part[])[] {
  const asked = `${locale.toLowerCase()}-`;
  return languages
    .filter(({ tag }) => asked.startsWith(`${tag}-`))
    .sort((one, other) => one.tag.length - other.tag.length)
    .map(({ parts }) => parts.filter(({ group }) => group in english));
}

export async function languageReady(locale: string, english: object): Promise<void> {
  const waiting = partsFor(locale, english)
    .flat()
    .filter((part) => !part.settled());
  await Promise.all(waiting.map((part) => new Promise<void>((resolve) => void part.get(resolve))));
}

function languageFor(locale: string, whenLoaded: () => void, english: object): (StringsOverride | null)[] {
  return partsFor(locale, english).flatMap((parts) => {
    const here = parts.map((part) => ({ part, words: part.get(whenLoaded) }));
    // The `language` part names the language. Without it, the other words would get English dates and plurals.
    const unnamed = here.find(({ part, words }) => part.group === 'language' && !words);
    if (unnamed) return unnamed.part.settled() ? [] : [null];
    return here.flatMap(({ words }) => words ?? []);
  });
}
