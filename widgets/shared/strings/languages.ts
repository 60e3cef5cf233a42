import type { StringsOverride } from './strings.js';

/** Fetches the words of one language. */
export type LanguageLoader = () => Promise<StringsOverride>;

const loaders = new Map<string, LanguageLoader>();
const loaded = new Map<string, StringsOverride>();

/** Offers a language by its tag ("de", "pt-BR"); its words are fetched when a widget is first shown in it. */
export function registerLanguage(tag: string, load: LanguageLoader): void {
  loaders.set(tag.toLowerCase(), load);
}

/** The words for a locale by its fallback chain (es-PE, es), if they are here already. */
export function languageFor(locale: string, whenLoaded: () => void): StringsOverride | undefined {
  for (let tag = locale.toLowerCase(); tag; tag = tag.replace(/-?[^-]*$/, '')) {
    const words = loaded.get(tag);
    if (words) return words;
    const load = loaders.get(tag);
    if (load) {
      // English stays where a language cannot be fetched.
      load().then(
        (found) => {
          loaded.set(tag, found);
          whenLoaded();
        },
        () => loaders.delete(tag),
      );
      return undefined;
    }
  }
  return undefined;
}
