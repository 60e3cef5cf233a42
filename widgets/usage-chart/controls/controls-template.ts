import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../../server/contract/index.js';
import type { Option } from '../../kit/templates/fields.js';
import { daysTemplate, select } from '../../kit/templates/fields.js';
import type { CreditsStrings } from '../../kit/strings/strings.js';
import type { Group, Interval, Period, Range } from './ranges.js';
import { daysOf, GROUPS, intervalsFor, RANGES } from './ranges.js';

export type Choice = {
  readonly range: Range;
  readonly interval: Interval;
  readonly groupBy: Group;
  readonly period: Period;
  readonly timeZone: string;
  /** Empty if the page sets `credit-type`. */
  readonly pools: readonly Balance[];
  readonly creditTypeId: string;
};

export type Changes = Partial<
  Pick<Choice, 'range' | 'interval' | 'groupBy' | 'creditTypeId'> & { readonly from: string; readonly to: string }
>;

export function controlsTemplate(
  { range, interval, groupBy, period, timeZone, pools, creditTypeId }: Choice,
  { usage: words }: CreditsStrings,
  onChange: (changes: Changes) => void,
): TemplateResult {
  const dates = daysOf(period, timeZone);
  const choose = (value: string) =>
    // Custom dates begin with the period on the screen.
    onChange({ range: value as Range, ...(value === 'custom' && dates) });
  const named = <Name extends string>(names: readonly Name[], labels: Readonly<Record<Name, string>>): Option[] =>
    names.map((name) => [name, labels[name]]);
  return html`<div class="controls" part="controls">
    ${
      pools.length > 1
        ? select(
            words.pool,
            creditTypeId,
            pools.map((pool) => [pool.creditTypeId, pool.name]),
            (value) => onChange({ creditTypeId: value }),
          )
        : nothing
    }
    ${select(words.range, range, named(RANGES, words.ranges), choose)}
    ${range === 'custom' ? daysTemplate(dates, words, onChange) : nothing}
    ${select(words.interval, interval, named(intervalsFor(period), words.intervals), (value) =>
      onChange({ interval: value as Interval }),
    )}
    ${select(words.group, groupBy, named(groupBy === 'none' ? [...GROUPS, groupBy] : GROUPS, words.groups), (value) =>
      onChange({ groupBy: value as Group }),
    )}
  </div>`;
}
