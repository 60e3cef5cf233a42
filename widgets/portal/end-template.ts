import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Context } from '../kit/element/credits-element.js';
import { phrase } from '../kit/element/rich.js';
import { describeEnd, fullInstant } from '../kit/format/dates.js';

/** When something ends, as words: "in 3 days", "on 3 Dec 2026", with the whole instant behind it. */
export function endTemplate(iso: string, context: Context): TemplateResult {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return html`–`;
  const { wording, text } = describeEnd(ms, context);
  const words = wording ? phrase(context.strings.balance[wording], { date: text }) : text;
  return html`<time datetime=${iso} title=${fullInstant(ms, context)}>${words}</time>`;
}
