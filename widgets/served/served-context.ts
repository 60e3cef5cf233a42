import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { fill } from '../kit/format/fill.js';
import { clearFormatters, intl, usableLocale } from '../kit/format/intl.js';
import { ENGLISH } from '../kit/strings/english.js';
import { languageReady } from '../kit/strings/languages.js';
import type { StringsOverride } from '../kit/strings/strings.js';
import { resolveStrings } from '../kit/strings/strings.js';

/** The locale, zone and words of server-rendered markup. The server's own settings are never used. */
export type Wording = {
  /** The locale of numbers, dates and words (if the language is registered); English by default. */
  readonly locale?: string | null | undefined;
  /** The page's `lang`, used if there is no `locale`. It is not rendered. */
  readonly lang?: string | null | undefined;
  /** The time zone of dates, such as "Europe/Berlin"; UTC by default. */
  readonly timeZone?: string | null | undefined;
  /** The base of relative times; by default the time at which the balances were read. */
  readonly now?: Date | string | number | undefined;
  /** Replacement words. Set the same on the element, or they change when its script runs. */
  readonly strings?: StringsOverride | null | undefined;
};

function zoneOf(candidate: string | null | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: candidate ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** Short enough for a narrow place. It names the zone, because the server does not know the reader's. */
const INSTANT = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** 0 if there are no balances. */
const readAt = (balances: readonly Balance[]): number =>
  Math.max(0, ...balances.map(({ asOf }) => Date.parse(asOf) || 0));

const MOST_SETTINGS = 100;
const settings = new Set<string>();

/** Requests choose the locale and the zone, so the formatter cache is bounded. */
function keepFormattersOf(locale: string, timeZone: string): void {
  if (settings.size >= MOST_SETTINGS) {
    clearFormatters();
    settings.clear();
  }
  settings.add(`${locale} ${timeZone}`);
}

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
  // A page that stays open without its script must not keep saying "just now".
  const now = asOfMs ? fill(strings.status.ago, { when }) : '\u00a0';
  return {
    strings: { ...strings, status: { ...strings.status, now } },
    numberLocale,
    locale,
    timeZone,
    nowMs: Number.isNaN(nowMs) ? asOfMs : nowMs,
  };
}
