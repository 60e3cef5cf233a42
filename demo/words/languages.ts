export const LANGUAGES = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
] as const;

export type Language = (typeof LANGUAGES)[number];

/** The first supported language in lists of tags (`de-AT, de;q=0.8`) in order of preference, else English. */
export function languageOf(...preferences: (string | undefined)[]): Language {
  const lists = preferences.flatMap((list) => list?.toLowerCase().split(',') ?? []);
  const languages = lists.map((tag) => LANGUAGES.find((language) => language.tag === tag.trim().slice(0, 2)));
  return languages.find((language) => language !== undefined) ?? LANGUAGES[0];
}

export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
