import type * as wire from '../contract/index.js';
import type { Input, Page, QueryOf } from './calls.js';
import type { CallOptions, Send } from './transport.js';

type BalanceQuery = { resourceId?: string; include?: 'projection' };

/** `limit` is 1 to 500, and 500 if absent. With `include` and for past balances it is 1 to 100, and 100 if absent. */
type Paging = { limit?: number; cursor?: string };

type LedgerQuery = Omit<QueryOf<typeof wire.listEntries>, 'groupBy'>;

export const balanceCalls = (send: Send) => ({
  /** With `include: 'projection'`, each balance also tells when it runs out and the credits that expire unused. */
  balances: (id: string, query: BalanceQuery & Paging = {}, call: CallOptions = {}) =>
    send<wire.Balances>('GET', `/v1/customers/${encodeURIComponent(id)}/balances`, { query, ...call }),
  balance: (id: string, creditTypeId: string, query: BalanceQuery = {}, call: CallOptions = {}) =>
    send<wire.Balance>('GET', `/v1/customers/${encodeURIComponent(id)}/balances/${encodeURIComponent(creditTypeId)}`, {
      query,
      ...call,
    }),
  /** A balance at a past instant, read from the ledger. */
  balanceAt: (id: string, creditTypeId: string, query: { at: string; resourceId?: string }, call: CallOptions = {}) =>
    send<wire.PastBalance>(
      'GET',
      `/v1/customers/${encodeURIComponent(id)}/balances/${encodeURIComponent(creditTypeId)}`,
      { query, ...call },
    ),
  balancesAt: (id: string, query: { at: string; resourceId?: string } & Paging, call: CallOptions = {}) =>
    send<wire.PastBalances>('GET', `/v1/customers/${encodeURIComponent(id)}/balances`, { query, ...call }),
  ledger: (id: string, query: LedgerQuery, call: CallOptions = {}) =>
    send<Page<wire.Entry>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, { query, ...call }),
  /** The ledger, with one row for each event or other cause. */
  ledgerByEvent: (id: string, query: LedgerQuery, call: CallOptions = {}) =>
    send<Page<wire.EventGroup>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, {
      query: { ...query, groupBy: 'event' },
      ...call,
    }),
  /** The ledger, with one row for each day of the time zone. */
  ledgerByDay: (id: string, query: LedgerQuery, call: CallOptions = {}) =>
    send<Page<wire.DayGroup>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, {
      query: { ...query, groupBy: 'day' },
      ...call,
    }),
});

export const adjustmentCalls = (send: Send) => ({
  /** Takes credits away. A repeat with the same `idempotencyKey` takes nothing more. */
  create: (body: Input<typeof wire.NewAdjustment>, call: CallOptions = {}) =>
    send<wire.Adjustment>('POST', '/v1/adjustments', { body, ...call }),
});
