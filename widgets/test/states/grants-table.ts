import type { CustomerGrant } from '../../../server/contract/index.js';
import { grant, grantsFor } from '../grants.js';
import { inDays } from '../pools.js';
import { grantsOf, PAST } from './grants.js';
import { ENDING, HUGE_POOL, LONG_POOL, SEVERAL, WELL } from './pools.js';
import type { WidgetState, WidgetStates } from './state.js';
import { basedOn, connectionStates, press, serving } from './state.js';

const MANY: readonly CustomerGrant[] = Array.from({ length: 34 }, (_, index) =>
  grant({
    reason: `Pack ${index + 1}`,
    amount: String(500 + index * 25),
    remaining: String(index === 0 ? 112.25 : 500 + index * 25),
    consumed: index === 0 ? '387.75' : '0',
    expiresAt: inDays(9 + index * 30),
    position: index + 1,
  }),
);

const HUGE = [
  grant({ amount: '9007199254741000', remaining: '9007199254740993.000001', consumed: '6.999999', position: 1 }),
];

const NAMED = [
  grant({ reason: 'Reimbursement for the outage of 14 November in the European production workspace', source: 'operator', position: 1 }),
  grant({ reason: 'Donaudampfschifffahrtsgesellschaftskapitänsguthaben', position: 2, expiresAt: inDays(5) }),
]; // prettier-ignore

const like = (about: string, over: Partial<WidgetState> = {}): WidgetState => ({
  about,
  attributes: { 'can-add': '' },
  holds: ['ready', 'live'],
  ...over,
});

const having = (...grants: readonly CustomerGrant[]) => ({ serve: serving({ grants: grantsFor(grants) }) });

const own: WidgetStates = {
  ready: like('As they will be spent; one is to come, one waits for its payment.'),
  expiring: like('One of them expires within days.', {
    serve: serving({ balances: [ENDING], grants: grantsFor(grantsOf(ENDING)) }),
  }),
  past: like('With what is used up, expired, voided or failed.', {
    attributes: { past: '' },
  }),
  sorted: like('By when they end, the latest first.', { attributes: { sort: '-expires' } }),
  columns: like('With every column.', { attributes: { columns: 'place used priority', past: '' } }),
  many: like('More than a page.', having(...MANY)),
  more: like('The second page of them.', { ...having(...MANY), steps: [press('[part=more] button')] }),
  one: like('One, whole, for ever.', having(grant({ position: 1 }))),
  'none-left': like('None has anything left; past ones there are.', having(...PAST)),
  plain: like('Where the page sells nothing.', { attributes: {} }),
  several: like('A customer with several pools chooses.', { serve: serving({ balances: [...SEVERAL] }) }),
  huge: like('More digits than a floating-point number holds.', {
    serve: serving({ balances: [HUGE_POOL], grants: grantsFor(HUGE) }),
  }),
  'long-names': like('Names as long as people give them.', {
    serve: serving({ balances: [LONG_POOL], grants: grantsFor(NAMED) }),
  }),
  empty: like('There never were grants.', { ...having(), holds: ['empty', 'live'] }),
  never: like('There never were credits.', { serve: serving({ balances: [] }), holds: ['empty', 'live'] }),
  ...connectionStates,
};

const usual = serving({ balances: [WELL], grants: grantsFor(grantsOf(WELL)) });

export const grantsTableStates = basedOn(usual, own);
