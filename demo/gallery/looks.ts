export const LOOKS = {
  theme: ['auto', 'light', 'dark'],
  dir: ['ltr', 'rtl'],
  width: ['240', '320', '480', '768', '1200'],
  lang: ['en', 'de', 'fr', 'es', 'ja', 'ar'],
  text: ['usual', 'large', 'spaced'],
} as const;

export type LookName = keyof typeof LOOKS;
export type Look = { readonly [Name in LookName]: (typeof LOOKS)[Name][number] };

export const LOOK_NAMES = Object.keys(LOOKS) as LookName[];

export const DEFAULT_LOOK: Look = { theme: 'auto', dir: 'ltr', width: '480', lang: 'en', text: 'usual' };

/** Unknown values become the default. Arabic runs from right to left unless `dir` is given. */
export function parseLook(query: Readonly<Record<string, string | undefined>>): Look {
  const find = <Name extends LookName>(name: Name): Look[Name] =>
    LOOKS[name].find((one): one is Look[Name] => one === query[name]) ?? DEFAULT_LOOK[name];
  const look = { theme: find('theme'), dir: find('dir'), width: find('width'), lang: find('lang'), text: find('text') };
  return query['dir'] === undefined && look.lang === 'ar' ? { ...look, dir: 'rtl' } : look;
}

export function urlFor(path: string, look: Look): string {
  const changed = LOOK_NAMES.filter(
    (name) => look[name] !== parseLook(name === 'dir' ? { lang: look.lang } : {})[name],
  );
  const query = new URLSearchParams(changed.map((name) => [name, look[name]]));
  return changed.length > 0 ? `${path}?${query}` : path;
}
