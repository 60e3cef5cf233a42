/** The nearest `lang` around an element, also outside the shadow roots that contain it. */
export function nearestLang(element: Element): string | null {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? nearestLang(host) : null;
}

type Kinds = {
  NumberFormat: [Intl.NumberFormat, Intl.NumberFormatOptions];
  DateTimeFormat: [Intl.DateTimeFormat, Intl.DateTimeFormatOptions];
  RelativeTimeFormat: [Intl.RelativeTimeFormat, Intl.RelativeTimeFormatOptions];
  PluralRules: [Intl.PluralRules, Intl.PluralRulesOptions];
  ListFormat: [Intl.ListFormat, Intl.ListFormatOptions];
};

const kept = new Map<string, unknown>();

/** Drops all formatters, to bound a server's memory. */
export const clearFormatters = (): void => kept.clear();

/** Caches formatters by kind, locale and options, because they are slow to construct. */
export function intl<K extends keyof Kinds>(kind: K, locale: string, options: Kinds[K][1] = {}): Kinds[K][0] {
  const key = kind + locale + JSON.stringify(options);
  const make = Intl[kind] as new (locale: string, options: Kinds[K][1]) => Kinds[K][0];
  if (!kept.has(key)) kept.set(key, new make(locale, options));
  return kept.get(key) as Kinds[K][0];
}

/** The first locale that `Intl` accepts, else `en`. An invalid attribute never throws. */
export function usableLocale(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    try {
      const [canonical] = Intl.getCanonicalLocales(candidate ?? []);
      if (canonical) return canonical;
    } catch {
      // The candidate is not a language tag. Try the next one.
    }
  }
  return 'en';
}

/** `undefined` if the zone is unset, invalid or the browser's own. */
export function usableTimeZone(candidate: string | null | undefined): string | undefined {
  const zone = (timeZone?: string) => intl('DateTimeFormat', 'en', { timeZone }).resolvedOptions().timeZone;
  try {
    return candidate && zone(candidate) !== zone() ? candidate : undefined;
  } catch {
    return undefined;
  }
}
