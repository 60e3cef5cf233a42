/** `Intl` formatters are slow to make and cheap to keep: one of each kind, locale and options. */
const kept = new Map<string, unknown>();

function keep<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  const found = kept.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  kept.set(key, made);
  return made;
}

/** Drops every formatter, as after a change of the browser's languages. */
export function clearFormatters(): void {
  kept.clear();
}

/** The first of these that is a locale `Intl` accepts: a wrong attribute must never throw. */
export function usableLocale(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    try {
      const canonical = candidate && Intl.getCanonicalLocales(candidate)[0];
      if (canonical) return canonical;
    } catch {
      // Not a language tag: the next one decides.
    }
  }
  return 'en';
}

/** The zone if it is one, else the browser's own. */
export function usableTimeZone(candidate: string | null): string | undefined {
  if (!candidate) return undefined;
  return keep('zone', candidate, {}, () => {
    try {
      return { zone: new Intl.DateTimeFormat('en', { timeZone: candidate }).resolvedOptions().timeZone };
    } catch {
      return { zone: undefined };
    }
  }).zone;
}

export function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return keep('number', locale, options, () => new Intl.NumberFormat(locale, options));
}

export function dates(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
}

export function relativeTimes(locale: string): Intl.RelativeTimeFormat {
  return keep('relative', locale, {}, () => new Intl.RelativeTimeFormat(locale));
}

export function plurals(locale: string, options: Intl.PluralRulesOptions = {}): Intl.PluralRules {
  return keep('plural', locale, options, () => new Intl.PluralRules(locale, options));
}
