import type { Balance, Projection } from '../../../server/contract/index.js';
import type { FakeServer } from '../fake-server.js';
import { json, problem } from '../fake-server.js';
import { grantsFor } from '../grants.js';
import { inDays, POOLS } from '../pools.js';
import { grantsOf } from './grants.js';
import { changesOf, ledgerBefore } from './ledger.js';
import { ENDING, HUGE_POOL, LONG_POOL, OUTLOOK, SEVERAL, WELL } from './pools.js';
import type { Step, WidgetState, WidgetStates } from './state.js';
import { basedOn, choosing, connectionStates, key, press, serving } from './state.js';
import { LONG_FEATURES, THREE_FEATURES, usageOf } from './usage.js';

const FEW = 6;

const foreseen = (balances: readonly Balance[], projection: Projection = OUTLOOK) =>
  balances.map((balance) => ({ ...balance, projection }));

const like = (about: string, over: Partial<WidgetState> = {}): WidgetState => ({
  about,
  attributes: { 'can-add': '' },
  holds: ['ready', 'live'],
  ...over,
});

/** The column with the balance and its projection, which depend on the pool. */
const SIDE = '.side';

const having = (balance: Balance) => ({ serve: serving({ balances: [balance] }), shows: SIDE });

const foreseeing = (over: Partial<Projection>, balance = WELL) => ({
  serve: serving({
    grants: grantsFor(grantsOf(balance)),
    balances: [balance],
    onProjection: () => json({ data: foreseen([balance], { ...OUTLOOK, ...over }) }),
  }),
  shows: SIDE,
});

const foretelling = (about: string, over: Partial<Projection>) =>
  like(about, { ...foreseeing(over), shows: '[part=projection]' });

const inLedger = (about: string, events: number, ...steps: readonly Step[]) =>
  like(about, {
    serve: serving({ ledger: (query) => ledgerBefore(WELL.balance, query, events) }),
    steps,
    shows: '[part=ledger]',
  });

const rows = '[part=ledger-controls] select:last-of-type';
const kind = '[part=ledger-controls] select:nth-last-of-type(2)';

const own: WidgetStates = {
  ready: like('All of it, in order.'),
  expiring: like(
    'Some of it expires within days.',
    foreseeing({ expiringUnused: { amount: '37.5', by: [{ at: inDays(3), amount: '37.5' }] } }, ENDING),
  ),
  low: like('The server says that it is low.', having({ ...POOLS.low, nextExpiry: null })),
  depleted: like('Nothing is left.', foreseeing({ runsOutAt: inDays(0), expiringUnused: null }, POOLS.depleted)),
  overdrawn: like('Below zero.', having(POOLS.overdrawn)),
  several: like('A customer with several pools; what needs attention comes first.', {
    serve: serving({ balances: [...SEVERAL] }),
    shows: SIDE,
  }),
  lasts: foretelling('It does not run out.', { runsOutAt: null, expiringUnused: null }),
  'rough-guess': foretelling('The pace is that of three days.', { pace: { ...OUTLOOK.pace!, days: 3 } }),
  'no-usage': foretelling('Nothing was used in the last week.', {
    reason: 'no_usage',
    runsOutAt: null,
    expiringUnused: null,
  }),
  'too-little': foretelling('Too little is known for an outlook.', {
    pace: null,
    runsOutAt: null,
    expiringUnused: null,
    reason: 'not_enough_data',
  }),
  partly: foretelling('Not every grant was looked at.', { isComplete: false }),
  opened: inLedger('The entries behind a bar.', 60, key('ArrowLeft'), key('ArrowLeft'), key('Enter')),
  'by-day': inLedger('The ledger by day.', 24, choosing(rows, 'day')),
  'by-entry': inLedger('Every entry of the ledger.', FEW, choosing(rows, 'entry')),
  filtered: inLedger('One kind of entries.', 60, choosing(kind, 'expired')),
  older: inLedger('A later page of the ledger.', 26, press('[part=ledger-pages] button:last-of-type')),
  custom: {
    ...inLedger('Custom dates.', 60),
    attributes: { range: 'custom', from: '2026-11-02', to: '2026-11-15' },
  },
  'no-entries': like('Nothing was entered.', {
    serve: serving({ onChanges: () => null, ledger: () => ({ data: [], nextCursor: null }) }),
    shows: '[part=ledger]',
  }),
  'part-failed': like('Usage and ledger could not be had; the rest stays.', {
    serve: serving({
      onUsage: () => problem(503, 'unavailable'),
      onLedger: () => problem(503, 'unavailable'),
    }),
  }),
  hidden: like('Without what the page does not want.', { attributes: { hide: 'usage grants projection ledger' } }),
  huge: like('Numbers with many digits.', having(HUGE_POOL)),
  'long-names': like('Names as long as people give them.', {
    serve: serving({ balances: [LONG_POOL], usage: usageOf(LONG_FEATURES) }),
    shows: SIDE,
  }),
  empty: like('There never were credits.', { serve: serving({ balances: [POOLS.empty] }), holds: ['empty'] }),
  ...connectionStates,
  stale: { ...connectionStates.stale, shows: SIDE },
  offline: { ...connectionStates.offline, shows: SIDE },
  current: { ...connectionStates.current, shows: SIDE },
};

/** The rest of the data agrees with the balance of the first pool. */
function usual(server: FakeServer): void {
  const balance = () => server.balances[0]?.balance ?? '0';
  Object.assign(server, {
    balances: [WELL],
    usage: usageOf(THREE_FEATURES),
    grants: grantsFor(grantsOf(WELL)),
    ledger: (query: URLSearchParams) => ledgerBefore(balance(), query, FEW),
    onChanges: changesOf(server),
    onProjection: () => json({ data: foreseen(server.balances) }),
  } satisfies Partial<FakeServer>);
}

export const portalStates = basedOn(usual, own);
