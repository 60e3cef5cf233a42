import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { CLOCK, icon, phrase } from '../kit/templates/basics.js';
import { fill } from '../kit/format/fill.js';
import type { View } from './view.js';

export function toolsTemplate(
  { words, past, pastCount }: View,
  pools: readonly Balance[],
  pool: Balance,
  onPool: (creditTypeId: string) => void,
  onPast: (past: boolean) => void,
): TemplateResult {
  const select = () =>
    html`<select
      aria-label=${words.pool}
      @change=${(event: Event) => onPool((event.target as HTMLSelectElement).value)}
    >
      ${pools.map(
        ({ creditTypeId, name }) =>
          html`<option value=${creditTypeId} .selected=${creditTypeId === pool.creditTypeId}>${name}</option>`,
      )}
    </select>`;
  return html`<div class="controls" part="controls">
    ${pools.length > 1 ? select() : nothing}
    ${
      pastCount === null
        ? nothing
        : html`<label class="past"
            ><input
              type="checkbox"
              .checked=${past}
              @change=${(event: Event) => onPast((event.target as HTMLInputElement).checked)}
            /><span dir="auto">${fill(words.past, { count: pastCount })}</span></label
          >`
    }
  </div>`;
}

export const noticeTemplate = (expiring: string, add: TemplateResult | typeof nothing): TemplateResult =>
  html`<div class="notice" part="notice">
    <p class="row strong">${icon(CLOCK)}${phrase(expiring)}</p>
    ${add}
  </div>`;

export const moreTemplate = ({ words, progress }: View, onMore: () => void): TemplateResult | typeof nothing =>
  progress === null
    ? nothing
    : html`<div class="more" part="more">
        <button class="quiet" @click=${onMore}>${words.more}</button><small>${phrase(progress)}</small>
      </div>`;
