/** The `lang` that holds for an element: the nearest around it, out of every shadow root it stands in. */
export function nearestLang(element: Element): string | null {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? nearestLang(host) : null;
}

/** What is made of `Intl` here; `Intl` itself is looked up late, by name. */
type Kinds = {
  NumberFormat: [Intl.NumberFormat, Intl.NumberFormatOptions];
  DateTimeFormat: [Intl.DateTimeFormat, Intl.DateTimeFormatOptions];
  RelativeTimeFormat: [Intl.RelativeTimeFormat, Intl.RelativeTimeFormatOptions];
  PluralRules: [Intl.PluralRules, Intl.PluralRulesOptions];
  ListFormat: [Intl.ListFormat, Intl.ListFormatOptions];
};

const kept = new Map<string, unknown>();

/** Drops every formatter: what many readers ask for must not fill a server's memory. */
export const clearFormatters = (): void => kept.clear();

/** A formatter. They are slow to make and cheap to keep: there is one of each kind, locale and options. */
export function intl<K extends keyof Kinds>(kind: K, locale: string, options: Kinds[K][1] = {}): Kinds[K][0] {
  const key = kind + locale + JSON.stringify(options);
  const make = Intl[kind] as new (locale: string, options: Kinds[K][1]) => Kinds[K][0];
  if (!kept.has(key)) kept.set(key, new make(locale, options));
  return kept.get(key) as Kinds[K][0];
}

/** The first of these that is a locale `Intl` accepts: a wrong attribute must never throw. */
export function usableLocale(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    try {
      const [canonical] = Intl.getCanonicalLocales(candidate ?? []);
      if (canonical) return canonical;
    } catch {
      // Not a language tag: the next one decides.
    }
  }
  return 'en';
}

/** The zone, or undefined for the browser's own and for what is none. */
export function usableTimeZone(candidate: string | null | undefined): string | undefined {
  const zone = (timeZone?: string) => intl('DateTimeFormat', 'en', { timeZone }).resolvedOptions().timeZone;
  try {
    return candidate && zone(candidate) !== zone() ? candidate : undefined;
  } catch {
    return undefined;
  }
}
