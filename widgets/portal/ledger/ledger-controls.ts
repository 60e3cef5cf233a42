import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Context } from '../../kit/element/credits-element.js';
import type { Option } from '../../kit/templates/fields.js';
import { daysTemplate, select } from '../../kit/templates/fields.js';
import { phrase } from '../../kit/templates/basics.js';
import { ownTimeZone } from '../../kit/format/zone.js';
import type { Choice } from '../../usage-chart/controls/controls-template.js';
import { daysOf, RANGES } from '../../usage-chart/controls/ranges.js';
import type { Ledger, LedgerGroup } from './ledger.js';
import { LEDGER_GROUPS } from './ledger.js';

export type RangeChange = { readonly range: string; readonly from?: string; readonly to?: string };

export function datesOf(from: string, to: string, { timeZone = ownTimeZone() }: Context) {
  return daysOf({ fromMs: Date.parse(from), toMs: Date.parse(to) }, timeZone);
}

/** The period is the portal's own, so a choice here changes the chart too. */
export function ledgerControls(
  ledger: Ledger,
  choice: Choice,
  { strings }: Context,
  onRange: (change: RangeChange) => void,
  onWiden: () => void,
): TemplateResult {
  const { ledger: words, usage } = strings;
  const { filter, group, type } = ledger;
  if (filter) {
    const { label, series } = filter;
    const only = group !== 'day' && series ? words.onlySeries : words.only;
    return html`<div class="controls" part="ledger-controls">
      <span class="only" part="ledger-filter">${phrase(only, { bucket: label, series: series?.name ?? '' })}</span>
      <button @click=${onWiden}>${words.all}</button>
      ${entryControls()}
    </div>`;
  }
  const { range, period, timeZone } = choice;
  const dates = daysOf(period, timeZone);
  const ranges = RANGES.map((name): Option => [name, usage.ranges[name]]);
  return html`<div class="controls" part="ledger-controls">
    ${select(usage.range, range, ranges, (value) => onRange({ range: value, ...(value === 'custom' && dates) }))}
    ${range === 'custom' ? daysTemplate(dates, usage, (days) => onRange({ range, ...days })) : nothing}
    ${entryControls()}
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
}
