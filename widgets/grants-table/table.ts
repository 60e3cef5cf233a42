/** The element fetches this module when there are grants to show. */
import type { TemplateResult } from 'lit';
import { css, html, nothing } from 'lit';
import type { CustomerGrant } from '../../server/contract/index.js';
import { icon, phrase } from '../kit/templates/basics.js';
import { sliced } from '../kit/templates/sliced.js';
import { cell, SORT } from './cells.js';
import type { Column } from './grant.js';
import { standingOf } from './grant.js';
import type { View } from './view.js';
import { arrangementStyles } from './styles/arrangement.js';
import { controlStyles } from './styles/controls.js';
import { grantStyles } from './styles/grant.js';
import { tableStyles } from './styles/table.js';

export { moreTemplate, noticeTemplate, toolsTemplate } from './tools-template.js';
export { viewOf } from './view.js';

export const styles = css`
  ${controlStyles}${tableStyles}${grantStyles}${arrangementStyles}
`;

/* eslint-disable lit-a11y/no-redundant-role */

const USUAL = 5;

/** Narrow tables are displayed as cards. Browsers then drop the table semantics, so the roles are explicit. */
export function tableTemplate(view: View, onSort: (column: Column) => void): TemplateResult {
  const { columns, shown, words, caption, order } = view;
  // A table with optional columns scrolls, and the keyboard must reach the scrolling region.
  const scrolls = columns.length > USUAL;
  return html`<div
    class="scroll ${scrolls ? 'wide' : ''}"
    role=${scrolls ? 'region' : nothing}
    tabindex=${scrolls ? 0 : nothing}
    aria-labelledby=${scrolls ? 'caption' : nothing}
  >
    <table role="table" part="table" aria-labelledby="caption">
      <caption>
        <span id="caption">${phrase(caption)}</span>
        <span class="order">${phrase(order)}</span
        ><span class="spoken">${words.sortHelp}</span>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((column) => header(column, view, onSort))}
        </tr>
      </thead>
      ${sliced(
        shown,
        (grants) =>
          html`<tbody role="rowgroup">
            ${grants.map((grant) => row(grant, view))}
          </tbody>`,
      )}
      ${total(view)}
    </table>
  </div>`;
}

function header(column: Column, { sorting, labelOf }: View, onSort: (column: Column) => void): TemplateResult {
  const direction =
    sorting?.column === column ? (sorting.isDescending ? ('descending' as const) : ('ascending' as const)) : null;
  return html`<th role="columnheader" scope="col" class=${column} aria-sort=${direction ?? nothing}>
    <button class="sort" @click=${() => onSort(column)}>${labelOf(column)}${icon(SORT[direction ?? 'none'])}</button>
  </th>`;
}

function row(grant: CustomerGrant, view: View): TemplateResult {
  const { columns, labelOf, nowMs } = view;
  return html`<tr role="row" part="row" class="row-${standingOf(grant, nowMs)}">
    ${columns.map((column) =>
      column === 'source'
        ? html`<th role="rowheader" scope="row" class="source" tabindex="-1">${cell(column, grant, view)}</th>`
        : html`<td role="cell" class=${column}>
            <span class="label" aria-hidden="true">${labelOf(column)}</span>
            <div>${cell(column, grant, view)}</div>
          </td>`,
    )}
  </tr>`;
}

/** The sum includes grants whose rows are not shown. */
function total({ columns, words, left, toCome }: View): TemplateResult {
  const sum = html`<div>
    <strong part="total">${phrase(left)}</strong
    >${toCome ? html`<small>${phrase(words.toCome, { amount: toCome })}</small>` : nothing}
  </div>`;
  return html`<tfoot role="rowgroup">
    <tr role="row">
      ${columns.map((column) =>
        column === 'source'
          ? html`<th role="rowheader" scope="row" class="source">${words.total}</th>`
          : html`<td role="cell" class=${column}>${column === 'remaining' ? sum : nothing}</td>`,
      )}
    </tr>
  </tfoot>`;
}
