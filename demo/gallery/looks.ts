/** How a page of the gallery is looked at: what its address says after the `?`. */
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

/** Seen as one would first see it. */
export const USUAL: Look = { theme: 'auto', dir: 'ltr', width: '480', lang: 'en', text: 'usual' };

/** What is asked for where that is something, else as usual. Arabic is written from right to left unless told otherwise. */
export function lookIn(asked: Readonly<Record<string, string | undefined>>): Look {
  const find = <Name extends LookName>(name: Name): Look[Name] =>
    LOOKS[name].find((one): one is Look[Name] => one === asked[name]) ?? USUAL[name];
  const look = { theme: find('theme'), dir: find('dir'), width: find('width'), lang: find('lang'), text: find('text') };
  return asked['dir'] === undefined && look.lang === 'ar' ? { ...look, dir: 'rtl' } : look;
}

/** As an address has it, with only what is not as usual. */
export function addressOf(path: string, look: Look): string {
  const unusual = LOOK_NAMES.filter((name) => look[name] !== lookIn(name === 'dir' ? { lang: look.lang } : {})[name]);
  const query = new URLSearchParams(unusual.map((name) => [name, look[name]]));
  return unusual.length > 0 ? `${path}?${query}` : path;
}
