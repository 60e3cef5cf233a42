import type { Balance, CustomerGrant } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { choose, NO_NUMBER } from '../kit/format/amount.js';
import type { End } from '../kit/format/dates.js';
import { dateOfEnd, describeEnd, fullInstant, relative } from '../kit/format/dates.js';
import { fromMillionths, millionths, toMillionths } from '../kit/format/decimal.js';
import { fill } from '../kit/format/fill.js';
import { intl } from '../kit/format/intl.js';
import type { Column, Sorting } from './grant.js';
import { columnsOf, expiringSoon, sorted } from './grant.js';
import type { Grants } from './grants-reader.js';

/** All decimal places, so that the sums match the column above. */
const EXACT = { maximumFractionDigits: 6 };
const PAST = /^(depleted|expired|voided|failed)$/;
const WAITING = /^(scheduled|pending)$/;

export type ViewChoice = {
  readonly columns: string | null | undefined;
  readonly sorting: Sorting;
  readonly past: boolean;
  readonly most: number;
};

export type When = { readonly iso: string; readonly text: string; readonly date: string; readonly full: string };

export type View = ReturnType<typeof viewOf>;

export function viewOf({ rows, groups, hasMore }: Grants, pool: Balance, wish: ViewChoice, context: Context) {
  const { numberLocale, locale, nowMs, timeZone, strings } = context;
  const words = strings.grants;
  const { sorting, past } = wish;

  const print = intl('NumberFormat', numberLocale, EXACT);
  const amount = (decimal: string) => {
    const exact = toMillionths(decimal);
    if (exact === null) return NO_NUMBER;
    return print.format(fromMillionths(exact) as Intl.StringNumericLiteral).replace('-', '\u2212');
  };
  const unitOf = (decimal: string) => choose({ one: pool.unit.singular, other: pool.unit.plural }, decimal, locale);
  const titleOf = ({ reason, source }: CustomerGrant) => reason ?? words.sources[source] ?? source;
  const day = (ms: number) => intl('DateTimeFormat', locale, { dateStyle: 'medium', timeZone }).format(ms);

  const endOf = ({ wording, text }: End) => (wording === 'endOfDate' ? fill(words.endOfDate, { date: text }) : text);

  const when = (iso: string, describe: (ms: number) => Pick<When, 'text' | 'date'>): When | null => {
    const ms = Date.parse(iso);
    return ms ? { iso, full: fullInstant(ms, context), ...describe(ms) } : null;
  };
  const describeStart = (ms: number) => {
    const isNear = ms > nowMs && describeEnd(ms, context).wording === null;
    return isNear ? { text: relative(ms, context), date: day(ms) } : { text: day(ms), date: '' };
  };
  const describeExpiry = (ms: number) => {
    const date = endOf(dateOfEnd(ms, context));
    const isNear = ms > nowMs && describeEnd(ms, context).wording === null;
    return isNear ? { text: relative(ms, context), date } : { text: date, date: '' };
  };
  const sum = (statuses: RegExp, of: 'count' | 'remaining') =>
    groups.reduce(
      (total, group) =>
        total + (!statuses.test(group.key) ? 0n : of === 'count' ? BigInt(group.count) : millionths(group.remaining)),
      0n,
    );

  const pastCount = Number(sum(PAST, 'count'));
  const count = Number(sum(/./, 'count')) - (past ? 0 : pastCount);
  const left = fromMillionths(sum(/^active$/, 'remaining'));
  const soon = fromMillionths(expiringSoon(rows, nowMs));
  const ordered = sorted(rows, sorting, nowMs, titleOf, locale);
  const shown = ordered.slice(0, wish.most);
  const number = (value: number) => print.format(value);
  const columns = columnsOf(wish.columns);
  const values = { amount: amount(left), unit: unitOf(left), count: number(count) };

  return {
    words,
    nowMs,
    columns,
    sorting,
    shown,
    past,
    pastCount: pastCount > 0 || past ? number(pastCount) : null,
    amount,
    titleOf,
    starts: ({ effectiveAt }: CustomerGrant) => when(effectiveAt, describeStart),
    ends: ({ expiresAt }: CustomerGrant) => when(expiresAt ?? '', describeExpiry),
    caption: fill(choose(words.caption, String(count), locale), values),
    order: sorting ? fill(words.sortedBy, { column: words.columns[sorting.column] }) : words.inOrder,
    left: fill(strings.balance.amount, values),
    toCome: sum(WAITING, 'remaining') > 0n ? amount(fromMillionths(sum(WAITING, 'remaining'))) : null,
    /** `null` if no credits expire soon. */
    expiring:
      soon === '0' ? null : fill(choose(words.expiring, soon, locale), { amount: amount(soon), unit: unitOf(soon) }),
    /** "10 of 25"; `null` if all rows are shown. */
    progress:
      hasMore || ordered.length > shown.length
        ? fill(words.shown, { shown: number(shown.length), count: number(count) })
        : null,
    hasAny: count > 0,
    labelOf: (column: Column) => words.columns[column],
  };
}
