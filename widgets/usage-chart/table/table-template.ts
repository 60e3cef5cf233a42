import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { sliced } from '../../kit/templates/sliced.js';
import { fill } from '../../kit/format/fill.js';
import type { PlotEvents } from '../plot/plot-template.js';
import { swatch } from './legend-template.js';
import type { View } from '../figures/view.js';

/** The numbers with all their digits, whose decimal points line up, in a region that scrolls. */
export function tableTemplate(title: string, view: View, onSelect: PlotEvents['onSelect']): TemplateResult {
  const { figures, words, period, labelOf, nameOf, exactColumn } = view;
  const { bands, buckets, bucketTotals, total } = figures;
  const print = bands.map((band) => exactColumn([...band.values, band.total]));
  const printSum = exactColumn([...bucketTotals, total]);
  const row = (index: number) =>
    html`<tr>
      <th scope="row">
        ${onSelect ? html`<button class="open" @click=${() => onSelect(index)}>${labelOf(index)}</button>` : labelOf(index)}
      </th>
      ${bands.map(({ values }, band) => html`<td>${print[band]?.(values[index] ?? 0n)}</td>`)}
      <td>${printSum(bucketTotals[index] ?? 0n)}</td>
    </tr>`;
  return html`<div class="table" part="table" role="region" tabindex="0" aria-labelledby="caption">
    <table>
      <caption id="caption">
        ${fill(words.caption, { title, period })}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.time}</th>
          ${bands.map((band) => html`<th scope="col">${swatch(band)}<bdi>${nameOf(band)}</bdi></th>`)}
          <th scope="col">${words.sum}</th>
        </tr>
      </thead>
      ${sliced(
        buckets,
        (some, start) =>
          html`<tbody>
            ${some.map((_, place) => row(start + place))}
          </tbody>`,
      )}
      <tfoot>
        <tr>
          <th scope="row">${words.sum}</th>
          ${bands.map((band, index) => html`<td>${print[index]?.(band.total)}</td>`)}
          <td>${printSum(total)}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}
