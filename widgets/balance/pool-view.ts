import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../shared/element/credits-element.js';
import { formatAmount, pluralOf, speakAmount } from '../shared/format/amount.js';
import { fromMillionths, toMillionths } from '../shared/format/decimal.js';
import { describeEnd, fullInstant } from '../shared/format/dates.js';
import { fill } from '../shared/format/fill.js';
import { formatPercent } from '../shared/format/percent.js';
import type { PluralForms } from '../shared/strings/english.js';

/** A sentence and what fills it. */
export type Sentence = { readonly template: string; readonly values: Readonly<Record<string, string>> };

/** An instant in a sentence. */
export type When = { readonly iso: string; readonly template: string; readonly text: string; readonly title: string };

/** The meter: what is left of what was granted, and where what is over it begins, in percent of its width. */
export type MeterView = {
  readonly max: string;
  readonly now: string;
  readonly text: string;
  readonly fill: string;
  readonly over: string;
};

/** One pool as it reads: words and shares, no markup. */
export type PoolView = {
  readonly state: Balance['state'];
  readonly name: string;
  readonly number: string;
  /** For narrow places, where the number is long. */
  readonly compact: string;
  readonly spoken: string;
  readonly unit: string;
  readonly sentence: Sentence | null;
  readonly help: string | null;
  readonly held: Sentence | null;
  readonly meter: MeterView | null;
  readonly next: (Sentence & { readonly when: When | null }) | null;
};

/** Above this many millionths, a number is long enough to be shortened where there is little room. */
const LONG = 10n ** 11n;
/** A sliver that can be seen, for what is there but hardly any. */
const LEAST_FILL = 1.5;

const choose = (forms: PluralForms, decimal: string, locale: string): string =>
  forms[pluralOf(decimal, locale)] ?? forms.other;

const magnitude = (decimal: string): string => decimal.replace('-', '');

/** What one or many of it are called; the server knows two forms. */
function unitOf({ unit }: Balance, decimal: string, { locale }: Context): string {
  return pluralOf(decimal, locale) === 'one' ? unit.singular : unit.plural;
}

/** Names, amounts and units for sentences about a pool. */
export function valuesOf(balance: Balance, context: Context): Record<string, string> {
  const size = magnitude(balance.balance);
  return {
    name: balance.name,
    amount: formatAmount(size, context.numberLocale),
    granted: formatAmount(balance.granted, context.numberLocale),
    unit: unitOf(balance, size, context),
  };
}

function sentence(balance: Balance, context: Context): Sentence | null {
  const { strings, numberLocale, locale } = context;
  const words = strings.balance;
  const values = valuesOf(balance, context);
  const left = toMillionths(balance.balance) ?? 0n;
  const percent = formatPercent(left, toMillionths(balance.granted) ?? 0n, numberLocale);
  switch (balance.state) {
    case 'ok':
      return percent === null ? null : { template: words.remaining, values: { ...values, percent } };
    case 'low':
      return { template: percent === null ? words.lowPlain : words.low, values: { ...values, percent: percent ?? '' } };
    case 'depleted':
      return { template: words.depleted, values: { ...values, unit: balance.unit.plural } };
    case 'overdrawn':
      return { template: choose(words.overdrawn, magnitude(balance.balance), locale), values };
    case 'empty':
      return { template: words.empty, values };
  }
}

function help({ state }: Balance, { strings }: Context): string | null {
  if (state === 'depleted') return strings.balance.depletedHelp;
  if (state === 'overdrawn') return strings.balance.overdrawnHelp;
  return state === 'empty' ? strings.balance.emptyHelp : null;
}

/** A share of the meter's width; two places are finer than a pixel. */
const percentOf = (part: bigint, whole: bigint): number => Number((part * 10_000n) / whole) / 100;

function meter(balance: Balance, context: Context): MeterView | null {
  const left = toMillionths(balance.balance);
  const granted = toMillionths(balance.granted);
  if (left === null || granted === null || balance.state === 'empty' || (granted <= 0n && left >= 0n)) return null;
  const { strings, locale } = context;
  const words = strings.balance;
  const values = valuesOf(balance, context);
  const over = left < 0n;
  const share = over ? percentOf(granted, granted - left) : Math.min(100, percentOf(left, granted));
  return {
    max: granted > 0n ? balance.granted : '1',
    now: over ? '0' : left > granted ? balance.granted : balance.balance,
    text: fill(over ? choose(words.overdrawn, magnitude(balance.balance), locale) : words.meterValue, values),
    fill: `${left === 0n ? 0 : Math.max(over ? 0 : LEAST_FILL, share)}%`,
    over: over ? `${share}%` : '100%',
  };
}

function when(iso: string, context: Context): When | null {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return null;
  const { wording, text } = describeEnd(ms, context);
  const { onDate, endOfDate } = context.strings.balance;
  const template = { relative: '{date}', date: onDate, 'end-of-day': endOfDate }[wording];
  return { iso, template, text, title: fullInstant(ms, context) };
}

function next(balance: Balance, context: Context): PoolView['next'] {
  const { strings, numberLocale, locale } = context;
  const { nextExpiry, renewsAt, state } = balance;
  if (state === 'empty') return null;
  const expiry = nextExpiry && when(nextExpiry.at, context);
  if (expiry) {
    const { amount } = nextExpiry;
    const template = choose(strings.balance.expires, amount, locale);
    return { template, values: { amount: formatAmount(amount, numberLocale) }, when: expiry };
  }
  const renewal = renewsAt ? when(renewsAt, context) : null;
  if (renewal) return { template: strings.balance.renews, values: {}, when: renewal };
  const nothingLeft = state === 'depleted' || state === 'overdrawn';
  return nothingLeft ? null : { template: strings.balance.neverExpires, values: {}, when: null };
}

/** How a pool reads in these words, this locale and at this time. */
export function describePool(balance: Balance, context: Context): PoolView {
  const { numberLocale, strings } = context;
  const millionths = toMillionths(balance.balance);
  const number = formatAmount(balance.balance, numberLocale);
  const long = millionths !== null && (millionths >= LONG || millionths <= -LONG);
  const held = toMillionths(balance.held) ?? 0n;
  const unit = unitOf(balance, magnitude(balance.balance), context);
  const amount = speakAmount(balance.balance, numberLocale, strings.minus);
  return {
    state: balance.state,
    name: balance.name,
    number,
    compact: long ? formatAmount(balance.balance, numberLocale, true) : number,
    spoken: fill(strings.balance.amount, { amount, unit }),
    unit,
    sentence: sentence(balance, context),
    help: help(balance, context),
    held:
      held > 0n
        ? {
            template: strings.balance.held,
            values: {
              held: formatAmount(fromMillionths(held), numberLocale),
              available: formatAmount(balance.available, numberLocale),
            },
          }
        : null,
    meter: meter(balance, context),
    next: next(balance, context),
  };
}
