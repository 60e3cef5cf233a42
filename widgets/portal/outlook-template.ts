import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, Projection } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { phrase } from '../kit/templates/basics.js';
import { choose, formatAmount } from '../kit/format/amount.js';
import { millionths } from '../kit/format/decimal.js';
import { describeEnd, fullInstant } from '../kit/format/dates.js';

export function endTemplate(iso: string, context: Context): TemplateResult {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return html`–`;
  const { wording, text } = describeEnd(ms, context);
  const words = wording ? phrase(context.strings.balance[wording], { date: text }) : text;
  return html`<time datetime=${iso} title=${fullInstant(ms, context)}>${words}</time>`;
}

/** With fewer days of data, the projection is worded as a guess. */
const SURE_FROM_DAYS = 7;

export function outlookTemplate(projection: Projection, pool: Balance, context: Context): TemplateResult {
  const { pace, runsOutAt, expiringUnused, reason, isComplete } = projection;
  const words = context.strings.portal;
  if (!pace || reason === 'not_enough_data') return html`<p>${phrase(words.tooLittle)}</p>`;
  const { name, unit } = pool;
  const amount = (decimal: string) => formatAmount(decimal, context.numberLocale);
  const unused = millionths(expiringUnused?.amount) > 0n ? expiringUnused : null;
  const [first] = unused?.by ?? [];
  const rough = pace.days < SURE_FROM_DAYS;
  const forms = rough ? words.paceRough : words.pace;
  const values = {
    amount: amount(pace.perDay),
    unit: choose({ one: unit.singular, other: unit.plural }, pace.perDay, context.locale),
    days: amount(String(pace.days)),
  };
  const isOver = runsOutAt !== null && Date.parse(runsOutAt) <= context.nowMs;
  return html`<div class="outlook">
    <p class="strong">
      ${
        reason === 'no_usage'
          ? phrase(words.noUsage)
          : isOver
            ? phrase(words.over, { name })
            : runsOutAt
              ? phrase(rough ? words.runsOutRough : words.runsOut, { name, when: endTemplate(runsOutAt, context) })
              : phrase(words.lasts, { name })
      }
    </p>
    ${
      unused
        ? html`<p>
            ${phrase(choose(words.unused, unused.amount, context.locale), {
              amount: amount(unused.amount),
              when: first ? endTemplate(first.at, context) : '',
            })}
          </p>`
        : isOver
          ? nothing
          : html`<p>${phrase(words.allUsed)}</p>`
    }
    ${reason === 'no_usage' || isOver ? nothing : html`<small>${phrase(forms, values)}</small>`}
    ${isComplete ? nothing : html`<small>${phrase(words.partly)}</small>`}
  </div>`;
}
