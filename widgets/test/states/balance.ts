import type { FakeServer } from '../fake-server.js';
import { problem } from '../fake-server.js';
import { inDays, pool, POOLS } from '../pools.js';
import { changesOf } from './ledger.js';
import { ENDING, HUGE_POOL, LONG_POOL, SEVERAL, WELL } from './pools.js';
import type { WidgetState, WidgetStates } from './state.js';
import { basedOn, connectionStates, serving } from './state.js';

const of = (about: string, one: Parameters<typeof pool>[0], ...holds: string[]): WidgetState => ({
  about,
  attributes: { 'can-add': '' },
  serve: serving({ balances: [pool(one)] }),
  holds: ['ready', 'live', ...holds],
});

const own: WidgetStates = {
  ready: of('In order: a number, its share, what expires when, live.', WELL, 'ok'),
  held: of('Some of it is on hold.', POOLS.held, 'ok'),
  expiring: of('Some of it expires within days.', ENDING, 'ok'),
  low: of('The server says that it is low.', POOLS.low, 'low'),
  depleted: of('Nothing is left, until it renews.', POOLS.depleted, 'depleted'),
  overdrawn: of('Below zero; the next credits pay for it first.', POOLS.overdrawn, 'overdrawn'),
  'never-expires': of('Nothing of it ends.', { nextExpiry: null }, 'ok'),
  midnight: of('It ends with a day.', { nextExpiry: { at: '2026-12-01T00:00:00.000Z', amount: '1' } }, 'ok'),
  sliver: of(
    'Less is left than two decimals show.',
    { balance: '0.004', available: '0.004', state: 'low', nextExpiry: null },
    'low',
  ),
  huge: of('More digits than a floating-point number holds.', HUGE_POOL, 'ok'),
  'long-names': of('Names as long as people give them.', LONG_POOL, 'ok'),
  several: {
    ...of('Every pool of a customer who has several.', {}, 'ok', 'low', 'overdrawn'),
    serve: serving({ balances: [...SEVERAL] }),
  },
  history: { ...of('With the last changes below it.', WELL, 'ok'), attributes: { history: '5' } },
  'history-failed': {
    about: 'The last changes could not be had; the balance stays.',
    attributes: { history: '5' },
    serve: (server) => (server.onChanges = () => problem(503, 'unavailable')),
    holds: ['ready', 'live'],
  },
  plain: { ...of('Where the page sells nothing.', WELL, 'ok'), attributes: {} },
  empty: { ...of('There never were credits.', {}), serve: serving({ balances: [POOLS.empty] }), holds: ['empty'] },
  'server-key': {
    about: 'A key of the host’s backend in a page: refused, and not sent.',
    attributes: { token: 'dd_test_not_for_pages' },
    holds: ['error'],
  },
  'no-api': { about: 'The page names no server.', attributes: { api: '' }, holds: ['error'] },
  renewing: of('Nothing ends; it renews.', { nextExpiry: null, renewsAt: inDays(8) }, 'ok'),
  ...connectionStates,
};

/** The last changes add up to the balance. */
function usual(server: FakeServer): void {
  Object.assign(server, { balances: [WELL], onChanges: changesOf(server) } satisfies Partial<FakeServer>);
}

export const balanceStates = basedOn(usual, own);
