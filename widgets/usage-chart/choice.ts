import type { Balance } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { ownTimeZone } from '../kit/format/zone.js';
import type { Choice } from './controls-template.js';
import type { Group, Range } from './ranges.js';
import { GROUPS, intervalFor, periodOf, RANGES } from './ranges.js';
import type { Question } from './usage-reader.js';

type Unset = string | null | undefined;

/** What the page's attributes and the reader's choices ask for; anything may stand there. */
type Asked = Readonly<Partial<Record<'creditType' | 'range' | 'from' | 'to' | 'interval' | 'groupBy', Unset>>>;

/** What is chosen: as asked for where that makes sense, else as usual. */
export function choiceOf(asked: Asked, pools: readonly Balance[], creditTypeId = '', context: Context): Choice {
  const { nowMs, timeZone = ownTimeZone() } = context;
  const known = <T extends string>(names: readonly T[], given: unknown, usual: T): T =>
    names.find((name) => name === given) ?? usual;
  const wanted: Range = known(RANGES, asked.range, '7d');
  const found = periodOf(wanted, nowMs, timeZone, asked.from, asked.to);
  const period = found ?? periodOf('7d', nowMs, timeZone) ?? { fromMs: nowMs, toMs: nowMs };
  return {
    range: found ? wanted : '7d',
    interval: intervalFor(period, asked.interval),
    groupBy: known<Group>([...GROUPS, 'none'], asked.groupBy, 'feature'),
    period,
    timeZone,
    pools: asked.creditType ? [] : pools,
    creditTypeId,
  };
}

/** What the server is asked for a choice. */
export function queryOf(
  { creditTypeId, resourceId }: Balance,
  { range, interval, groupBy, period, timeZone }: Choice,
): Pick<Question, 'subject' | 'query' | 'range'> {
  const [from = '', to = ''] = [period.fromMs, period.toMs].map((ms) => new Date(ms).toISOString());
  const resource = resourceId === null ? {} : { resourceId };
  const query = new URLSearchParams({ creditTypeId, ...resource, from, to, interval, groupBy, timeZone });
  return { subject: `${creditTypeId} ${resourceId ?? ''}`, query: String(query), range };
}
