import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { phrase } from '../kit/element/rich.js';
import { ownTimeZone } from '../kit/format/zone.js';
import type { View } from './view.js';

/** What was used in all, and how that compares. */
export function sumTemplate({ figures, shown, unitOf, change, period, usage, words }: View): TemplateResult {
  const { total } = figures;
  const zone = usage.timeZone === ownTimeZone() ? nothing : html` · ${phrase(words.zone, { zone: usage.timeZone })}`;
  return html`<div class="amount">
      <bdi class="number" part="total">${shown(total)}</bdi> <bdi class="unit" part="unit">${unitOf(total)}</bdi>
    </div>
    <p part="change">${phrase(change())}</p>
    <p part="period"><bdi>${period}</bdi>${zone}</p>`;
}

export const buttonsTemplate = (
  { words }: View,
  isTable: boolean,
  onView: () => void,
  onExport: () => unknown,
): TemplateResult =>
  html`<button class="quiet" @click=${onView}>${isTable ? words.showChart : words.showTable}</button
    ><button class="quiet" @click=${onExport}>${words.export}</button>`;
