import type { Balance } from '../../../server/contract/index.js';
import type { Context } from '../../kit/element/credits-element.js';
import { ownTimeZone } from '../../kit/format/zone.js';
import type { Choice } from './controls-template.js';
import type { Group, Range } from './ranges.js';
import { GROUPS, intervalFor, periodOf, RANGES } from './ranges.js';

type Unset = string | null | undefined;

/** Unvalidated attributes and choices. */
type UsageInput = Readonly<Partial<Record<'creditType' | 'range' | 'from' | 'to' | 'interval' | 'groupBy', Unset>>>;

/** Replaces missing and invalid values with defaults. */
export function choiceOf(input: UsageInput, pools: readonly Balance[], creditTypeId = '', context: Context): Choice {
  const { nowMs, timeZone = ownTimeZone() } = context;
  const known = <T extends string>(names: readonly T[], given: unknown, usual: T): T =>
    names.find((name) => name === given) ?? usual;
  const wanted: Range = known(RANGES, input.range, '7d');
  const found = periodOf(wanted, nowMs, timeZone, input.from, input.to);
  const period = found ?? periodOf('7d', nowMs, timeZone) ?? { fromMs: nowMs, toMs: nowMs };
  return {
    range: found ? wanted : '7d',
    interval: intervalFor(period, input.interval),
    groupBy: known<Group>([...GROUPS, 'none'], input.groupBy, 'feature'),
    period,
    timeZone,
    pools: input.creditType ? [] : pools,
    creditTypeId,
  };
}
