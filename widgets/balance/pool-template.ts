import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../shared/element/credits-element.js';
import { CLOCK, icon, STOP, WARNING } from '../shared/element/icons.js';
import { phrase } from '../shared/element/rich.js';
import { formatAmount, speakAmount } from '../shared/format/amount.js';
import { describeEnd, fullInstant } from '../shared/format/dates.js';
import { fromMillionths, ratio } from '../shared/format/decimal.js';
import { fill } from '../shared/format/fill.js';
import { choose, isOut, millionths, valuesOf } from './values.js';

type Values = ReturnType<typeof valuesOf>;

/** From six digits on, a number is shortened where there is little room. */
const LONG = /^-?\d{6}/;
/** A sliver that can be seen, in percent, for what is there but hardly any. */
const LEAST_FILL = 1.5;

function numberTemplate({ balance }: Balance, values: Values, { strings, numberLocale }: Context): TemplateResult {
  const long = LONG.test(balance);
  const amount = speakAmount(balance, numberLocale, strings.minus);
  return html`<div class="amount">
    <span class="spoken">${fill(strings.balance.amount, { ...values, amount })}</span>
    <bdi class="number ${long ? 'long' : ''}" part="number" aria-hidden="true"
      ><span class="full">${formatAmount(balance, numberLocale)}</span
      ><span class="compact">${formatAmount(balance, numberLocale, long)}</span></bdi
    >
    <bdi class="unit" part="unit" aria-hidden="true">${values.unit}</bdi>
  </div>`;
}

function sentenceTemplate(pool: Balance, values: Values, { strings, locale }: Context) {
  const words = strings.balance;
  const { state } = pool;
  const sentence = {
    ok: values.percent && words.remaining,
    low: values.percent ? words.low : words.lowPlain,
    depleted: words.depleted,
    overdrawn: choose(words.overdrawn, pool.balance, locale),
    empty: words.empty,
  }[state];
  const help = {
    ok: '',
    low: '',
    depleted: words.depletedHelp,
    overdrawn: words.overdrawnHelp,
    empty: words.emptyHelp,
  };
  const shape = isOut(pool) ? STOP : state === 'low' && WARNING;
  return html`${
    sentence &&
    html`<p class="sentence row ${shape ? 'strong' : ''}" part="status">
      ${shape ? icon(shape) : nothing}${phrase(sentence, values)}
    </p>`
  }${help[state] && html`<p class="help" part="help">${phrase(help[state])}</p>`}`;
}

/** What is left of what was granted. What is over that begins where the rest of the width is hatched. */
function meterTemplate(pool: Balance, values: Values, { strings, locale }: Context) {
  const words = strings.balance;
  const left = millionths(pool.balance);
  const granted = millionths(pool.granted);
  if (granted <= 0n && left >= 0n) return nothing;
  const over = left < 0n;
  const now = over ? 0n : left > granted ? granted : left;
  const width = 100 * Number(over ? ratio(granted, granted - left) : ratio(now, granted));
  const shown = left > 0n ? Math.max(LEAST_FILL, width) : width;
  return html`<div
    class="meter"
    part="meter"
    role="meter"
    aria-label=${fill(words.meter, values)}
    aria-valuemin="0"
    aria-valuemax=${granted > 0n ? fromMillionths(granted) : '1'}
    aria-valuenow=${fromMillionths(now)}
    aria-valuetext=${fill(over ? choose(words.overdrawn, pool.balance, locale) : words.meterValue, values)}
  >
    <svg aria-hidden="true">
      <rect height="100%" width="${shown}%"></rect>
      <line x1="${over ? width : 100}%" x2="100%" y1="50%" y2="50%"></line>
    </svg>
  </div>`;
}

/** What happens next by itself: an expiry, else a renewal. */
function nextTemplate(pool: Balance, context: Context) {
  const { nextExpiry, renewsAt } = pool;
  const words = context.strings.balance;
  const iso = nextExpiry?.at ?? renewsAt ?? '';
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) {
    return isOut(pool) ? nothing : html`<p class="next" part="expiry">${phrase(words.neverExpires)}</p>`;
  }
  const { wording, text } = describeEnd(ms, context);
  const date = phrase(wording ? words[wording] : '{date}', { date: text });
  const when = html`<time datetime=${iso} title=${fullInstant(ms, context)}>${date}</time>`;
  const amount = nextExpiry?.amount ?? '';
  return html`<p class="next row" part="expiry">
    ${icon(CLOCK)}${phrase(nextExpiry ? choose(words.expires, amount, context.locale) : words.renews, {
      amount: formatAmount(amount, context.numberLocale),
      when,
    })}
  </p>`;
}

/** The numbers of one pool, without its heading. */
export function poolTemplate(pool: Balance, context: Context): TemplateResult {
  const values = valuesOf(pool, context);
  const sentence = sentenceTemplate(pool, values, context);
  if (pool.state === 'empty') return sentence;
  const held = millionths(pool.held) > 0n;
  return html`${numberTemplate(pool, values, context)}${sentence}${
    held ? html`<p class="held" part="held">${phrase(context.strings.balance.held, values)}</p>` : nothing
  }${meterTemplate(pool, values, context)}${nextTemplate(pool, context)}`;
}
