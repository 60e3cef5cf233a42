import type { StringsOverride } from './strings.js';
import { addLayer } from './strings.js';

/** Fetches the words of one language. */
export type LanguageLoader = () => Promise<StringsOverride>;

/** By tag: what fetches the words, then the words. */
const languages = new Map<string, LanguageLoader | StringsOverride>();

/** Offers a language by its tag ("de", "pt-BR"); its words are fetched when a widget is first shown in it. */
export function registerLanguage(tag: string, load: LanguageLoader): void {
  languages.set(tag.toLowerCase(), load);
  addLayer(languageFor);
}

/** The words for a locale by its fallback chain (es-PE, es), if they are here already. */
function languageFor(locale: string, whenLoaded: () => void): StringsOverride | undefined {
  let tag = locale.toLowerCase();
  while (tag && !languages.has(tag)) tag = tag.replace(/-?[^-]*$/, '');
  const language = languages.get(tag);
  if (typeof language !== 'function') return language;
  // English stays until it is here, and where it cannot be fetched.
  language().then(
    (words) => {
      languages.set(tag, words);
      whenLoaded();
    },
    () => languages.delete(tag),
  );
  return undefined;
}
