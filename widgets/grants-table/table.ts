/** The table and its looks. The element fetches this module when there are grants to show. */
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

// As cards, elements of a table are none to a browser that goes by how they are displayed.
/* eslint-disable lit-a11y/no-redundant-role */

/** The columns that are always shown. */
const USUAL = 5;

/** Grants as a table; where there is little room the same table as cards, so every role is spelled out. */
export function tableTemplate(view: View, onSort: (column: Column) => void): TemplateResult {
  const { columns, shown, words, caption, order } = view;
  // With more columns than there is room for, it scrolls, and the keyboard must get there.
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

/** What is left of all of them, shown or not: the sum of the column above it. */
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
