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

/** The first locale that `Intl` accepts, else `en`; "de_DE" is German too. An invalid attribute never throws. */
export function usableLocale(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    try {
      const [canonical] = Intl.getCanonicalLocales(candidate?.replaceAll('_', '-') ?? []);
      if (canonical) return canonical;
    } catch {
      // The candidate is not a language tag. Try the next one.
    }
  }
  return 'en';
}

/** `undefined` if `Intl` refuses the zone. */
function knownZone(timeZone: string | null | undefined): string | undefined {
  try {
    return intl('DateTimeFormat', 'en', { timeZone: timeZone ?? undefined }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * `undefined` if the zone is unset, invalid or the browser's own. A browser may report a zone that its own `Intl`
 * refuses ("Etc/Unknown"): then it is UTC.
 */
export function usableTimeZone(candidate: string | null | undefined): string | undefined {
  const own = knownZone(knownZone(null));
  const asked = candidate ? knownZone(candidate) : undefined;
  if (asked && asked !== own) return candidate ?? undefined;
  return own ? undefined : 'UTC';
}
