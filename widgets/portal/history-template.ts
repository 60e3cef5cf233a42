import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Balance, Change } from '../../server/contract/index.js';
import type { Context } from '../shared/element/credits-element.js';
import { phrase } from '../shared/element/rich.js';
import { fullInstant, relative } from '../shared/format/dates.js';
import { textIn, typeLabel } from './ledger-view.js';
import { signedTemplate } from './signed.js';

/** What a change was for, in a word or two. */
const causeOf = ({ type, featureName, reason }: Change, context: Context): string =>
  textIn(featureName) ?? textIn(reason) ?? typeLabel(type, context);

/** The last changes in words, newest first: "−150 AI Tokens · Chat · 2 minutes ago". */
export function historyTemplate(
  changes: readonly Change[],
  pools: readonly Balance[],
  context: Context,
): TemplateResult {
  const words = context.strings.history;
  if (!changes.length) return html`<p>${phrase(words.empty)}</p>`;
  return html`<ol class="history">
    ${changes.map((change) => {
      const { at, creditTypeId, unit, delta } = change;
      const ms = Date.parse(at);
      const pool = pools.find((one) => one.creditTypeId === creditTypeId);
      const when = Number.isNaN(ms)
        ? ''
        : html`<time datetime=${at} title=${fullInstant(ms, context)}
            >${relative(Math.min(ms, context.nowMs), context)}</time
          >`;
      return html`<li part="change">
        ${phrase(words.change, {
          change: html`<b>${signedTemplate(delta, context)}</b>`,
          name: pool?.name ?? unit.plural,
          what: causeOf(change, context),
          when,
        })}
      </li>`;
    })}
  </ol>`;
}
