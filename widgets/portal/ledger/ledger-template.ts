import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { DayGroup } from '../../../server/contract/index.js';
import type { Context } from '../../kit/element/credits-element.js';
import { phrase } from '../../kit/templates/basics.js';
import { signedTemplate } from '../../kit/history/history-template.js';
import { choose, formatAmount, formatBalance } from '../../kit/format/amount.js';
import { placesOf } from '../../kit/format/column.js';
import { fullInstant } from '../../kit/format/dates.js';
import { fill } from '../../kit/format/fill.js';
import type { Ledger } from './ledger.js';
import type { LedgerRow, Line } from './ledger-view.js';
import { lineOf, timeLabel } from './ledger-view.js';

export type LedgerTable = {
  readonly ledger: Ledger;
  readonly rows: readonly LedgerRow[];
  readonly caption: string;
  readonly names: ReadonlyMap<string, string>;
  readonly onDay: (day: DayGroup, label: string) => void;
};

/** Narrow tables are displayed as cards. Browsers then drop the table semantics, so the roles are explicit. */
export function ledgerTemplate({ ledger, rows, caption, names, onDay }: LedgerTable, context: Context): TemplateResult {
  const { ledger: words } = context.strings;
  const days = ledger.group === 'day';
  const columns = days ? [words.day, words.delta, words.after] : [words.time, words.what, words.delta, words.after];
  const lines = rows.map((row) => lineOf(row, names, context));
  const places = {
    delta: placesOf(lines.map(({ delta }) => delta)),
    after: placesOf(lines.map(({ after }) => after)),
  };
  return html`<table role="table" part="ledger-table">
    <caption class="spoken">
      ${caption}
    </caption>
    <thead>
      <tr role="row">
        ${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines.map((line) => rowTemplate(line, places, onDay, context))}
    </tbody>
  </table>`;
}

function rowTemplate(
  line: Line,
  places: Readonly<Record<'delta' | 'after', number>>,
  onDay: LedgerTable['onDay'],
  context: Context,
): TemplateResult {
  const { ledger: words } = context.strings;
  const { day, label, about, delta, after, count } = line;
  const what = html`<span dir="auto"
    ><span class="what">${label}</span>${about ? html` · <bdi class="about">${about}</bdi>` : nothing}</span
  >`;
  const size =
    count > 1
      ? html`<small
          >${phrase(choose(words.entries, String(count), context.locale), {
            count: formatAmount(String(count), context.numberLocale),
          })}</small
        >`
      : nothing;
  const open = (group: DayGroup) =>
    html`<button class="open" aria-label=${fill(words.openDay, { day: label })} @click=${() => onDay(group, label)}>
      ${label}
    </button>`;
  return html`<tr role="row" part="ledger-row">
    ${
      day
        ? html`<th role="rowheader" scope="row">${open(day)} ${size}</th>`
        : html`<td role="cell" class="time">${timeTemplate(line.at, context)}</td>
            <th role="rowheader" scope="row">${what} ${size}</th>`
    }
    <td role="cell" class="delta">${signedTemplate(delta, context, places.delta)}</td>
    <td role="cell" class="after">
      <bdi>${formatBalance(after, context.numberLocale, { places: places.after })}</bdi>
    </td>
  </tr>`;
}

function timeTemplate(iso: string, context: Context): TemplateResult | string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return '–';
  return html`<time datetime=${iso} title=${fullInstant(ms, context)}>${timeLabel(ms, context)}</time>`;
}

export function pagesTemplate(ledger: Ledger, { strings, numberLocale }: Context): TemplateResult | typeof nothing {
  const { ledger: words } = strings;
  const older = ledger.page.answer?.nextCursor ?? null;
  const { pageNumber } = ledger;
  if (!older && pageNumber === 1) return nothing;
  return html`<nav class="pages" part="ledger-pages" aria-label=${words.pages}>
    <button ?disabled=${pageNumber === 1} @click=${() => ledger.newer()}>${words.newer}</button>
    <span>${phrase(words.page, { page: formatAmount(String(pageNumber), numberLocale) })}</span>
    <button ?disabled=${!older} @click=${() => ledger.older()}>${words.older}</button>
  </nav>`;
}
