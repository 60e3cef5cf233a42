import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Context } from '../shared/element/credits-element.js';
import { phrase } from '../shared/element/rich.js';
import { ownTimeZone } from '../shared/format/zone.js';
import type { Choice } from '../usage-chart/controls-template.js';
import { dateOf, RANGES } from '../usage-chart/ranges.js';
import type { Ledger, LedgerGroup } from './ledger.js';
import { LEDGER_GROUPS } from './ledger.js';

/** The period of the page, as its reader changes it. */
export type RangeChange = { readonly range: string; readonly from?: string; readonly to?: string };

/** The days of a period, as the page's attributes have them. */
export function datesOf(from: string, to: string, { timeZone = ownTimeZone() }: Context) {
  const [first, last] = [Date.parse(from), Date.parse(to) - 1].map((ms) => dateOf(ms, timeZone));
  return { from: first ?? '', to: last ?? '' };
}

type Option = readonly [value: string, label: string];

/** One choice of several; without its own text, the label is for the ear. */
export const select = (
  label: string,
  chosen: string,
  options: readonly Option[],
  onChange: (value: string) => void,
  disabled = false,
): TemplateResult =>
  html`<select
    aria-label=${label}
    ?disabled=${disabled}
    @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
  >
    ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
  </select>`;

/** The choices above the entries. The period is the page's own: a choice here is one for the chart too. */
export function ledgerControls(
  ledger: Ledger,
  choice: Choice,
  { strings }: Context,
  onRange: (change: RangeChange) => void,
  onWiden: () => void,
): TemplateResult {
  const { ledger: words, usage } = strings;
  const { narrowed, group, type } = ledger;
  if (narrowed) {
    const { label, series } = narrowed;
    const only = group !== 'day' && series ? words.onlySeries : words.only;
    return html`<div class="controls" part="ledger-controls">
      <span class="only" part="ledger-filter">${phrase(only, { bucket: label, series: series?.name ?? '' })}</span>
      <button @click=${onWiden}>${words.all}</button>
      ${entryControls()}
    </div>`;
  }
  const { range, period, timeZone } = choice;
  const dates = { from: dateOf(period.fromMs, timeZone), to: dateOf(period.toMs - 1, timeZone) };
  const ranges = RANGES.map((name): Option => [name, usage.ranges[name]]);
  return html`<div class="controls" part="ledger-controls">
    ${select(usage.range, range, ranges, (value) => onRange({ range: value, ...(value === 'custom' && dates) }))}
    ${range === 'custom' ? datesTemplate() : nothing} ${entryControls()}
  </div>`;

  function entryControls(): TemplateResult {
    const types = Object.entries(strings.history.types);
    const groups = LEDGER_GROUPS.map((name): Option => [name, words.groups[name]]);
    return html`${select(
      words.type,
      group === 'day' ? '' : type,
      [['', words.allTypes], ...types],
      (value) => ledger.choose({ type: value }),
      group === 'day',
    )}${select(words.group, group, groups, (value) => ledger.choose({ group: value as LedgerGroup }))}`;
  }

  function datesTemplate(): TemplateResult {
    const date = (name: 'from' | 'to') =>
      html`<label
        ><span>${usage[name]}</span
        ><input
          type="date"
          required
          min=${name === 'to' ? dates.from : nothing}
          max=${name === 'from' ? dates.to : nothing}
          .value=${dates[name]}
          @change=${({ target }: Event) => {
            const { value, validity } = target as HTMLInputElement;
            if (validity.valid) onRange({ range: 'custom', ...dates, [name]: value });
          }}
      /></label>`;
    return html`<div class="dates">${date('from')}${date('to')}</div>`;
  }
}
