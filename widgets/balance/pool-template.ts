import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { bone, CLOCK, icon, phrase, STOP, WARNING } from '../kit/templates/basics.js';
import { choose, formatBalance, speakAmount } from '../kit/format/amount.js';
import { describeEnd, fullInstant } from '../kit/format/dates.js';
import { fromMillionths, millionths, ratio } from '../kit/format/decimal.js';
import { fill } from '../kit/format/fill.js';
import { isOut, valuesOf } from './values.js';

/** Numbers with at least six digits are shortened in narrow places. */
const LONG = /^-?\d{6}/;
/** Minimum width in percent, so that a tiny share stays visible. */
const LEAST_FILL = 1.5;

/** The lines have the heights of the final content, so that nothing moves when it arrives. */
export const skeleton = html`<div class="pool" part="skeleton" aria-hidden="true">
  <div class="amount"><span class="number">${bone}</span></div>
  <p class="sentence">${bone}</p>
  <div class="meter wait"></div>
  <p class="next">${bone}</p>
</div>`;

export function poolTemplate(pool: Balance, context: Context): TemplateResult {
  const { strings, numberLocale, locale } = context;
  const words = strings.balance;
  const { balance, state, nextExpiry, renewsAt } = pool;
  const left = millionths(balance);
  const granted = millionths(pool.granted);
  const out = isOut(pool);
  const values = valuesOf(pool, context);
  // A newer server may send an unknown state.
  const said = choose(words[state as 'low'] ?? words.remaining, balance, locale, 'floor');

  const number = () => {
    const long = LONG.test(balance);
    const amount = speakAmount(balance, numberLocale, strings.minus, 'floor');
    return html`<div class="amount">
      <span class="spoken">${fill(words.amount, { ...values, amount })}</span>
      <bdi class="number ${long ? 'long' : ''}" part="number" aria-hidden="true"
        ><span class="full">${formatBalance(balance, numberLocale)}</span
        ><span class="compact">${formatBalance(balance, numberLocale, { compact: long })}</span></bdi
      >
      <bdi class="unit" part="unit" aria-hidden="true">${values.unit}</bdi>
    </div>`;
  };

  const sentence = () => {
    const shape = out ? STOP : state === 'low' && WARNING;
    const help = (words as Readonly<Record<string, unknown>>)[`${state}Help`] as string | undefined;
    return html`<p class="sentence row ${shape ? 'strong' : ''}" part="status">
        ${shape ? icon(shape) : nothing}${phrase(said, values)}
      </p>
      ${help ? html`<p class="help" part="help">${phrase(help)}</p>` : nothing}`;
  };

  /** The overdrawn part of the meter is hatched. */
  const meter = () => {
    const over = left < 0n;
    const filled = left < granted && !over ? left : granted;
    const whole = over ? granted - left : granted;
    const width = 100 * Number(ratio(filled, whole));
    if (whole <= 0n) return nothing;
    return html`<div
      class="meter"
      part="meter"
      role="meter"
      aria-label=${fill(words.meter, values)}
      aria-valuemin="0"
      aria-valuemax=${granted > 0n ? fromMillionths(granted) : 1}
      aria-valuenow=${over ? 0 : fromMillionths(filled)}
      aria-valuetext=${fill(over ? said : words.meterValue, values)}
    >
      <svg aria-hidden="true">
        <rect height="100%" width="${left > 0n ? Math.max(LEAST_FILL, width) : width}%"></rect>
        <line x1="${over ? width : 100}%" x2="100%" y1="50%" y2="50%"></line>
      </svg>
    </div>`;
  };

  const next = () => {
    const iso = nextExpiry?.at ?? renewsAt ?? '';
    const ms = Date.parse(iso);
    if (!ms) return out ? nothing : html`<p class="next" part="expiry">${phrase(words.neverExpires)}</p>`;
    const { wording, text } = describeEnd(ms, context);
    const date = phrase(wording ? words[wording] : '{date}', { date: text });
    const when = html`<time datetime=${iso} title=${fullInstant(ms, context)}>${date}</time>`;
    const line = nextExpiry
      ? phrase(choose(words.expires, nextExpiry.amount, locale, 'floor'), {
          amount: formatBalance(nextExpiry.amount, numberLocale),
          when,
        })
      : phrase(words.renews, { when });
    return html`<p class="next row" part="expiry">${icon(CLOCK)}${line}</p>`;
  };

  if (state === 'empty') return sentence();
  const held = html`<p class="held" part="held">${phrase(words.held, values)}</p>`;
  return html`${number()}${sentence()}${millionths(pool.held) > 0n ? held : nothing}${meter()}${next()}`;
}
