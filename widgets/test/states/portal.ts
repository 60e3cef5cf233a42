import type { Balance, Projection } from '../../../server/contract/index.js';
import type { FakeServer } from '../fake-server.js';
import { json, problem } from '../fake-server.js';
import { grantsFor } from '../grants.js';
import { inDays, POOLS } from '../pools.js';
import { grantsOf } from './grants.js';
import { changesBefore, ledgerBefore } from './ledger.js';
import { ENDING, HUGE_POOL, LONG_POOL, OUTLOOK, SEVERAL, WELL } from './pools.js';
import type { WidgetState, WidgetStates } from './state.js';
import { basedOn, choosing, connectionStates, key, press, serving } from './state.js';
import { LONG_FEATURES, THREE_FEATURES, usageOf } from './usage.js';

const foreseen = (balances: readonly Balance[], projection: Projection = OUTLOOK) =>
  balances.map((balance) => ({ ...balance, projection }));

const like = (about: string, over: Partial<WidgetState> = {}): WidgetState => ({
  about,
  attributes: { 'can-add': '' },
  holds: ['ready', 'live'],
  ...over,
});

const having = (balance: Balance) => ({ serve: serving({ balances: [balance] }) });

const foreseeing = (over: Partial<Projection>, balance = WELL) => ({
  serve: serving({
    grants: grantsFor(grantsOf(balance)),
    balances: [balance],
    onProjection: () => json({ data: foreseen([balance], { ...OUTLOOK, ...over }) }),
  }),
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
  }),
  lasts: like('It does not run out.', foreseeing({ runsOutAt: null, expiringUnused: null })),
  'rough-guess': like('The pace is that of three days.', foreseeing({ pace: { ...OUTLOOK.pace!, days: 3 } })),
  'no-usage': like(
    'Nothing was used in the last week.',
    foreseeing({ reason: 'no_usage', runsOutAt: null, expiringUnused: null }),
  ),
  'too-little': like(
    'Too little is known for an outlook.',
    foreseeing({ pace: null, runsOutAt: null, expiringUnused: null, reason: 'not_enough_data' }),
  ),
  partly: like('Not every grant was looked at.', foreseeing({ isComplete: false })),
  opened: like('The entries behind a bar.', { steps: [key('ArrowLeft'), key('ArrowLeft'), key('Enter')] }),
  'by-day': like('The ledger by day.', { steps: [choosing(rows, 'day')] }),
  'by-entry': like('Every entry of the ledger.', { steps: [choosing(rows, 'entry')] }),
  filtered: like('One kind of entries.', { steps: [choosing(kind, 'expired')] }),
  older: like('A later page of the ledger.', { steps: [press('[part=ledger-pages] button:last-of-type')] }),
  custom: like('Custom dates.', { attributes: { range: 'custom', from: '2026-11-02', to: '2026-11-15' } }),
  'no-entries': like('Nothing was entered.', {
    serve: serving({ onChanges: () => null, ledger: () => ({ data: [], nextCursor: null }) }),
  }),
  'part-failed': like('Usage and ledger could not be had; the rest stays.', {
    serve: serving({
      onUsage: () => problem(503, 'unavailable'),
      onLedger: () => problem(503, 'unavailable'),
    }),
  }),
  hidden: like('Without what the page does not want.', { attributes: { hide: 'projection history ledger' } }),
  huge: like('Numbers with many digits.', having(HUGE_POOL)),
  'long-names': like('Names as long as people give them.', {
    serve: serving({ balances: [LONG_POOL], usage: usageOf(LONG_FEATURES) }),
  }),
  empty: like('There never were credits.', { ...having(POOLS.empty), holds: ['empty'] }),
  ...connectionStates,
};

/** Of the first pool, the rest of the world agrees with its balance. */
function usual(server: FakeServer): void {
  const balance = () => server.balances[0]?.balance ?? '0';
  Object.assign(server, {
    balances: [WELL],
    usage: usageOf(THREE_FEATURES),
    grants: grantsFor(grantsOf(WELL)),
    ledger: (query: URLSearchParams) => ledgerBefore(balance(), query),
    onChanges: () => json({ data: changesBefore(balance()).slice(0, 5) }),
    onProjection: () => json({ data: foreseen(server.balances) }),
  } satisfies Partial<FakeServer>);
}

export const portalStates = basedOn(usual, own);
