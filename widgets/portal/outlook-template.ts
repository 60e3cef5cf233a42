import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, Projection } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { phrase } from '../kit/templates/basics.js';
import { choose, NO_NUMBER } from '../kit/format/amount.js';
import { fromMillionths, millionths, toMillionths } from '../kit/format/decimal.js';
import { describeEnd, fullInstant } from '../kit/format/dates.js';
import { intl } from '../kit/format/intl.js';
import { yearAt } from './ledger/ledger-view.js';

export function endTemplate(iso: string, context: Context): TemplateResult {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return html`–`;
  const { wording, text } = describeEnd(ms, context);
  const words = wording ? phrase(context.strings.balance[wording], { date: text }) : text;
  return html`<time datetime=${iso} title=${fullInstant(ms, context)}>${words}</time>`;
}

/** A foreseen day: an estimate has no time of day. The day of an end at midnight is the one before. */
function dayTemplate(iso: string, context: Context): TemplateResult {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return html`–`;
  const { locale, timeZone, strings } = context;
  const isNear = describeEnd(ms, context).wording === null;
  const options = { day: 'numeric', month: 'short', ...yearAt(ms - 1, context), timeZone } as const;
  const date = intl('DateTimeFormat', locale, options).format(ms - 1);
  const words = isNear ? describeEnd(ms, context).text : phrase(strings.balance.onDate, { date });
  return html`<time datetime=${iso} title=${fullInstant(ms, context)}>${words}</time>`;
}

/** An estimate has three digits that count. */
const ESTIMATE = {
  maximumSignificantDigits: 3,
  maximumFractionDigits: 2,
  roundingPriority: 'lessPrecision',
} as const;
const A_CENT = 10_000n;
const SENTENCES = 2;

/** With fewer days of data, the projection is worded as a guess. */
const SURE_FROM_DAYS = 7;

export function outlookTemplate(projection: Projection, pool: Balance, context: Context): TemplateResult {
  const { pace, runsOutAt, expiringUnused, reason, isComplete } = projection;
  const words = context.strings.portal;
  if (!pace || reason === 'not_enough_data') return html`<p>${phrase(words.tooLittle)}</p>`;
  const { name, unit } = pool;
  const { locale, numberLocale } = context;
  const digits = (decimal: string, language: string, useGrouping = true) =>
    intl('NumberFormat', language, { ...ESTIMATE, useGrouping }).format(decimal as Intl.StringNumericLiteral);
  const amount = (decimal: string) => {
    const exact = toMillionths(decimal);
    return exact === null ? NO_NUMBER : digits(fromMillionths(exact), numberLocale).replace('-', '\u2212');
  };
  /** The form for the amount as it is shown. */
  const form = (forms: Parameters<typeof choose>[0], decimal: string) =>
    choose(forms, digits(decimal, 'en', false), locale);

  const rough = pace.days < SURE_FROM_DAYS;
  const unused = (expiringUnused?.by ?? []).filter((one) => millionths(one.amount) >= A_CENT);
  const isOver = runsOutAt !== null && Date.parse(runsOutAt) <= context.nowMs;
  // A balance that ends because the last credits expire was enough.
  const isEnough = runsOutAt === null || unused.some(({ at }) => Date.parse(at) === Date.parse(runsOutAt));

  const outcome = () => {
    if (reason === 'no_usage') return phrase(words.noUsage);
    if (isOver) return phrase(words.over, { name });
    if (isEnough) return phrase(words.enough);
    return phrase(rough ? words.runsOutRough : words.runsOut, { name, when: dayTemplate(runsOutAt, context) });
  };
  const losses = () =>
    html`<p>
      ${unused
        .slice(0, SENTENCES)
        .map(
          (one) =>
            html`${phrase(form(words.unused, one.amount), { amount: amount(one.amount), when: dayTemplate(one.at, context) })} `,
        )}${unused.length > SENTENCES && expiringUnused ? phrase(words.unusedAll, { amount: amount(expiringUnused.amount) }) : nothing}
    </p>`;
  const values = {
    amount: amount(pace.perDay),
    unit: form({ one: unit.singular, other: unit.plural }, pace.perDay),
    days: amount(String(pace.days)),
  };
  return html`<div class="outlook">
    <p class="strong">${outcome()}</p>
    ${unused.length ? losses() : isOver ? nothing : html`<p>${phrase(words.allUsed)}</p>`}
    ${reason === 'no_usage' || isOver ? nothing : html`<small>${phrase(rough ? words.paceRough : words.pace, values)}</small>`}
    ${isComplete ? nothing : html`<small>${phrase(words.partly)}</small>`}
  </div>`;
}
