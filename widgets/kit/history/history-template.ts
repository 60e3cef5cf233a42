import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Balance, Change } from '../../../server/contract/index.js';
import type { Context } from '../element/credits-element.js';
import { phrase } from '../templates/basics.js';
import { fullInstant, MINUTE_MS, relative } from '../format/dates.js';
import { choose, formatAmount, speakAmount } from '../format/amount.js';
import { millionths } from '../format/decimal.js';

const signed = (decimal: string, { numberLocale }: Context, places: number): string =>
  `${millionths(decimal) > 0n ? '+' : ''}${formatAmount(decimal, numberLocale, { places })}`;

/** `places` is the least number of decimals. */
export const signedTemplate = (decimal: string, context: Context, places = 0): TemplateResult =>
  html`<bdi aria-hidden="true">${signed(decimal, context, places)}</bdi
    ><span class="spoken"
      >${speakAmount(typeof decimal === 'string' ? decimal : '', context.numberLocale, context.strings.minus)}</span
    >`;

export const textIn = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/** A newer server may send an unknown type, which is shown as it is. */
export const typeLabel = (type: string, { strings }: Context): string =>
  (strings.history.types as Readonly<Record<string, string>>)[type] ?? type;

const causeOf = ({ type, featureName, reason }: Change, context: Context): string =>
  textIn(featureName) ?? textIn(reason) ?? typeLabel(type, context);

export function historyTemplate(
  changes: readonly Change[],
  pools: readonly Balance[],
  context: Context,
): TemplateResult {
  const words = context.strings.history;
  if (!changes.length) return html`<p>${phrase(words.empty)}</p>`;
  return html`<ol class="changes" aria-label=${words.title}>
    ${changes.map((change) => {
      const { at, creditTypeId, unit, delta } = change;
      const ms = Date.parse(at);
      const pool = pools.find((one) => one.creditTypeId === creditTypeId);
      const isShared = pools.some((one) => one.creditTypeId !== creditTypeId && one.unit.plural === unit.plural);
      const forms = { one: unit.singular, other: unit.plural };
      const when = Number.isNaN(ms)
        ? ''
        : html`<time datetime=${at} title=${fullInstant(ms, context)}
            >${context.nowMs - ms < MINUTE_MS ? words.now : relative(ms, context)}</time
          >`;
      return html`<li part="change">
        ${phrase(words.change, {
          change: html`<b>${signedTemplate(delta, context)}</b>`,
          name: pool?.name ?? unit.plural,
          // Where two credit types have one unit, only the name tells them apart.
          unit: isShared && pool ? pool.name : choose(forms, delta, context.locale),
          what: causeOf(change, context),
          when,
        })}
      </li>`;
    })}
  </ol>`;
}
