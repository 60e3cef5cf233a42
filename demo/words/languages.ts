/** The languages of the page, each in its own name. */
export const LANGUAGES = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
] as const;

export type Language = (typeof LANGUAGES)[number];

/** The first that Northlight speaks of the tags in `wanted` ("de-AT, de;q=0.8"), which are in order of wish. */
export function languageOf(...wanted: (string | undefined)[]): Language {
  const tags = wanted.flatMap((list) => list?.toLowerCase().split(',') ?? []).map((tag) => tag.trim().slice(0, 2));
  const spoken = tags.map((tag) => LANGUAGES.find((language) => language.tag === tag));
  return spoken.find((language) => language !== undefined) ?? LANGUAGES[0];
}
