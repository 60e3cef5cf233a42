import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { fill } from '../kit/format/fill.js';
import { clearFormatters, intl, usableLocale } from '../kit/format/intl.js';
import { ENGLISH } from '../kit/strings/english.js';
import { languageReady } from '../kit/strings/languages.js';
import type { StringsOverride } from '../kit/strings/strings.js';
import { resolveStrings } from '../kit/strings/strings.js';

/** How a server is to word things. Nothing of it comes from the server's own settings. */
export type Wording = {
  /** Of numbers and dates, and the language where it is there; English by default. */
  readonly locale?: string | null | undefined;
  /** The page's own `lang`, which counts where there is no `locale`. It stays with the page. */
  readonly lang?: string | null | undefined;
  /** Of dates, as "Europe/Berlin"; UTC by default. */
  readonly timeZone?: string | null | undefined;
  /** What "in 3 days" is counted from; by default, when the balances were read. */
  readonly now?: Date | string | number | undefined;
  /** Words to replace. Set the same on the element, or they change when its script has come. */
  readonly strings?: StringsOverride | null | undefined;
};

/** A zone that `Intl` knows. */
function zoneOf(candidate: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: candidate ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** Short enough for a narrow place, with its zone: nobody knows yet whether it is the reader's own. */
const INSTANT = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** When these were read: the youngest of them; 0 where there are none. */
const readAt = (balances: readonly Balance[]): number =>
  Math.max(0, ...balances.map(({ asOf }) => Date.parse(asOf) || 0));

/** As many locales and zones at a time as there are formatters kept for. */
const MOST_SETTINGS = 100;
const settings = new Set<string>();

/** Formatters are slow to make and are kept; what readers may ask for must not fill a server's memory. */
function keepFormattersOf(locale: string, timeZone: string): void {
  if (settings.size >= MOST_SETTINGS) {
    clearFormatters();
    settings.clear();
  }
  settings.add(`${locale} ${timeZone}`);
}

/** What the element's templates need, where there is no page to ask. */
export async function servedContext(balances: readonly Balance[], wording: Wording): Promise<Context> {
  const numberLocale = usableLocale(wording.locale, wording.lang);
  await languageReady(numberLocale, ENGLISH);
  const strings = resolveStrings(numberLocale, wording.strings, () => undefined, ENGLISH);
  const sameLanguage = numberLocale.split('-')[0] === strings.language.split('-')[0];
  const asOfMs = readAt(balances);
  const nowMs = new Date(wording.now ?? asOfMs).getTime();
  const locale = sameLanguage ? numberLocale : usableLocale(strings.language);
  const timeZone = zoneOf(wording.timeZone);
  keepFormattersOf(numberLocale, timeZone);
  const when = intl('DateTimeFormat', locale, { ...INSTANT, timeZone }).format(asOfMs);
  // A page that stays open without its script must not go on saying "just now".
  const now = asOfMs ? fill(strings.status.ago, { when }) : '\u00a0';
  return {
    strings: { ...strings, status: { ...strings.status, now } },
    numberLocale,
    locale,
    timeZone,
    nowMs: Number.isNaN(nowMs) ? asOfMs : nowMs,
  };
}
