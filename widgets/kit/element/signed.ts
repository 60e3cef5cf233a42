import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Context } from './credits-element.js';
import { formatAmount, speakAmount } from '../format/amount.js';
import { millionths } from '../format/decimal.js';

/** A change with its sign, for the eye: "+1,000", "−150". */
const signed = (decimal: string, { numberLocale }: Context): string =>
  `${millionths(decimal) > 0n ? '+' : ''}${formatAmount(decimal, numberLocale)}`;

/** The same, which the ear hears as a word. */
export const signedTemplate = (decimal: string, context: Context): TemplateResult =>
  html`<bdi aria-hidden="true">${signed(decimal, context)}</bdi
    ><span class="spoken"
      >${speakAmount(typeof decimal === 'string' ? decimal : '', context.numberLocale, context.strings.minus)}</span
    >`;
