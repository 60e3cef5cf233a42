import { problem } from '../fake-server.js';
import { pool } from '../pools.js';
import { HUGE_POOL, LONG_POOL, SEVERAL, WELL } from './pools.js';
import type { WidgetState, WidgetStates } from './state.js';
import { basedOn, choosing, connectionStates, key, press, serving } from './state.js';
import { LONG_FEATURES, MANY_FEATURES, noUsage, THREE_FEATURES, usageOf } from './usage.js';

const like = (about: string, over: Partial<WidgetState> = {}): WidgetState => ({
  about,
  holds: ['ready', 'live'],
  ...over,
});

const own: WidgetStates = {
  ready: like('Seven days by feature; the day that is not over is framed.'),
  hours: like('The last 24 hours.', { attributes: { range: '24h' } }),
  month: like('30 days.', { attributes: { range: '30d' } }),
  weeks: like('30 days by week.', { attributes: { range: '30d', interval: 'week' } }),
  year: like('12 months.', { attributes: { range: '12m' } }),
  custom: like('Custom dates, all over.', { attributes: { range: 'custom', from: '2026-11-02', to: '2026-11-15' } }),
  choosing: like('The reader is choosing custom dates.', { steps: [choosing('[part=controls] select', 'custom')] }),
  users: like('By user; some usage is nobody’s.', { attributes: { 'group-by': 'user' } }),
  total: like('Not broken down.', { attributes: { 'group-by': 'none' } }),
  'one-feature': like('One feature.', { serve: serving({ usage: usageOf(THREE_FEATURES.slice(0, 1)) }) }),
  'many-features': like('More than six: the rest is “Other”, and hatched.', {
    serve: serving({ usage: usageOf(MANY_FEATURES) }),
  }),
  first: like('Nothing was used in the period before.', {
    serve: serving({ usage: usageOf(THREE_FEATURES, 9_000, 0) }),
  }),
  down: like('Less than in the period before.', { serve: serving({ usage: usageOf(THREE_FEATURES, 9_000, 1.6) }) }),
  walked: like('A bar that the keyboard looks at.', { steps: [key('ArrowLeft'), key('ArrowLeft')] }),
  narrowed: like('One feature taken out by its legend.', { steps: [press('.entry')] }),
  table: like('The same numbers as a table.', { attributes: { view: 'table' } }),
  several: like('A customer with several pools chooses.', { serve: serving({ balances: [...SEVERAL] }) }),
  huge: like('Numbers with many digits.', {
    serve: serving({ balances: [HUGE_POOL], usage: usageOf(THREE_FEATURES, 1_234_567_890_123) }),
  }),
  'long-names': like('Names as long as people give them.', {
    serve: serving({ balances: [LONG_POOL], usage: usageOf(LONG_FEATURES) }),
  }),
  empty: like('Nothing was used in the period.', { serve: serving({ usage: noUsage }), holds: ['empty', 'live'] }),
  never: like('There never were credits.', { serve: serving({ balances: [] }), holds: ['empty', 'live'] }),
  'export-failed': like('The file could not be had.', {
    steps: [
      (element, server) => {
        server.onUsage = () => problem(503, 'unavailable');
        press('[part=actions] button:last-of-type')(element, server);
      },
    ],
  }),
  'older-than-balance': like('Only the usage could not be had anew.', {
    steps: [
      (_, server) => {
        server.onUsage = () => problem(503, 'unavailable');
        server.change(pool({ version: 2 }));
      },
    ],
    holds: ['ready', 'stale'],
  }),
  ...connectionStates,
};

const usual = serving({ balances: [WELL], usage: usageOf(THREE_FEATURES) });

export const usageChartStates = basedOn(usual, own);
