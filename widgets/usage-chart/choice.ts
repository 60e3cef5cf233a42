import type { Balance } from '../../server/contract/index.js';
import type { CreditsError } from '../shared/client/credits-error.js';
import type { ClientState, Phase } from '../shared/client/state.js';
import type { Context } from '../shared/element/credits-element.js';
import { ownTimeZone } from '../shared/format/zone.js';
import type { Choice } from './controls-template.js';
import type { Group, Range } from './ranges.js';
import { GROUPS, intervalFor, periodOf, RANGES } from './ranges.js';
import type { Question, UsageReader } from './usage-reader.js';

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

/** What is to be shown of all that is known. */
export type Shown = {
  readonly state: Phase | 'empty';
  readonly pool: Balance | undefined;
  /** Worth a message: one that heals by itself is told by the line on freshness. */
  readonly failure: CreditsError | null;
  /** As the line on freshness has it. */
  readonly client: ClientState;
};

export function shownOf(
  data: ClientState,
  { usage, error, asOfMs }: Pick<UsageReader, 'usage' | 'error' | 'asOfMs'>,
  pool: Balance | undefined,
): Shown {
  const own = usage ? 'ready' : error ? 'error' : 'loading';
  const phase = data.phase === 'ready' && pool ? own : data.phase;
  const used = usage?.series.some(({ total }) => total !== '0') ?? false;
  // Its own numbers are older than the balance's where only they could not be had.
  const older = phase === 'ready' && error && data.freshness !== 'offline';
  const worst = error ?? data.error;
  return {
    state: phase === 'ready' && !used ? 'empty' : phase,
    pool,
    failure: phase === 'error' || (phase === 'ready' && !worst?.retryable) ? worst : null,
    client: { ...data, ...(older && { freshness: 'stale', asOfMs }), error: worst },
  };
}
