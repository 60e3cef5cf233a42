import type { Change, DayGroup, EventGroup } from '../../../server/contract/index.js';
import { fromMillionths, millionths } from '../../kit/format/decimal.js';
import type { FakeServer } from '../fake-server.js';
import { json } from '../fake-server.js';
import { change, dayGroup, entry, eventGroup } from '../ledger.js';
import { NOW_MS } from '../pools.js';

const DAY_MS = 86_400_000;
/** The time between two entries. */
const STEP_MS = 7.3 * 3_600_000;
const COUNT = 60;

const CAUSES = [
  { featureId: 'chat-message', featureName: 'Chat message', delta: '-1.5' },
  { featureId: 'image', featureName: 'Image', delta: '-40' },
  { featureId: 'completion', featureName: 'Completion', delta: '-12.25' },
  { featureId: 'image', featureName: 'Image', delta: '-80' },
  { featureId: 'chat-message', featureName: 'Chat message', delta: '-2' },
] as const;

type Event = { readonly at: string; readonly featureName: string | null } & Pick<
  EventGroup,
  'types' | 'delta' | 'balanceBefore' | 'balanceAfter' | 'featureId' | 'reason' | 'count'
>;

/** Events, newest first: mostly usage, with some grants and expiries. */
function* eventsBefore(balance: string): Generator<Event> {
  let after = millionths(balance);
  for (let index = 0; index < COUNT; index += 1) {
    const cause = CAUSES[index % CAUSES.length]!;
    const granted = index % 12 === 9;
    const expired = index % 20 === 13;
    const delta = millionths(granted ? '500' : expired ? '-37.5' : cause.delta);
    const before = after - delta;
    yield {
      at: new Date(NOW_MS - 120_000 - index * STEP_MS).toISOString(),
      types: granted ? ['granted'] : expired ? ['expired'] : ['consumed'],
      delta: fromMillionths(delta),
      balanceBefore: fromMillionths(before),
      balanceAfter: fromMillionths(after),
      featureId: granted || expired ? null : cause.featureId,
      featureName: granted || expired ? null : cause.featureName,
      reason: granted ? 'Monthly pack' : expired ? 'Festival offer' : null,
      count: index % 7 === 2 ? 3 : 1,
    };
    after = before;
  }
}

function daysOf(events: readonly Event[]): DayGroup[] {
  const dates = [...new Set(events.map(({ at }) => at.slice(0, 10)))];
  return dates.map((date) => {
    const own = events.filter(({ at }) => at.startsWith(date));
    const [last, first] = [own[0]!, own[own.length - 1]!];
    const startsMs = Date.parse(date);
    return dayGroup({
      date,
      startsAt: new Date(startsMs).toISOString(),
      endsAt: new Date(startsMs + DAY_MS).toISOString(),
      count: own.length,
      delta: fromMillionths(own.reduce((sum, { delta }) => sum + millionths(delta), 0n)),
      balanceBefore: first.balanceBefore,
      balanceAfter: last.balanceAfter,
    });
  });
}

const changesBefore = (balance: string): Change[] =>
  [...eventsBefore(balance)].map(({ types: [type = 'consumed'], at, delta, balanceAfter, featureId, featureName, reason }, index) =>
    change({ id: `ai-tokens//${COUNT - index}`, type, at, delta, balanceAfter, featureId, featureName, reason }),
  ); // prettier-ignore

export function ledgerBefore(balance: string, query: URLSearchParams, count: number): unknown {
  const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? ''));
  const [type, featureId, groupBy] = ['type', 'featureId', 'groupBy'].map((name) => query.get(name));
  const asked = [...eventsBefore(balance)]
    .slice(0, count)
    .filter(
      (one) =>
        !(Date.parse(one.at) < from! || Date.parse(one.at) >= to!) &&
        (!type || one.types.some((own) => own === type)) &&
        (!featureId || one.featureId === featureId),
    );
  const rows =
    groupBy === 'day'
      ? daysOf(asked)
      : asked.map(({ featureName: _, types, count, ...rest }) =>
          groupBy === 'event' ? eventGroup({ ...rest, types, count }) : entry({ ...rest, type: types[0]! }),
        );
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit'));
  return { data: rows.slice(start, end), nextCursor: end < rows.length ? String(end) : null };
}

/** Answers recent changes that add up to the balance of the server's first pool. */
export const changesOf =
  (server: FakeServer): FakeServer['onChanges'] =>
  ({ url }) => {
    const limit = Number(new URL(url).searchParams.get('limit') ?? 10);
    return json({ data: changesBefore(server.balances[0]?.balance ?? '0').slice(0, limit) });
  };
