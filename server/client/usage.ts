import type * as wire from '../contract/index.js';
import { type Input, type Page, type QueryOf, read } from './calls.js';
import type { CallOptions, Send } from './transport.js';

export const usageCalls = (send: Send) => ({
  /** Used credits by time, and by feature or user. Covers the last seven days if `from` and `to` are absent. */
  usage: (id: string, query: QueryOf<typeof wire.getUsage>, call: CallOptions = {}) =>
    send<wire.Usage>('GET', `/v1/customers/${encodeURIComponent(id)}/usage`, { query, ...call }),
  usageCsv: (id: string, query: QueryOf<typeof wire.getUsage>, call: CallOptions = {}) =>
    send<string>('GET', `/v1/customers/${encodeURIComponent(id)}/usage.csv`, { query, isText: true, ...call }),
});

export const eventCalls = (send: Send) => ({
  /** Reports usage and burns credits. A repeat with the same `idempotencyKey` burns nothing more. */
  report: (body: Input<typeof wire.NewEvent>, call: CallOptions = {}) =>
    send<wire.EventReceipt>('POST', '/v1/events', { body, ...call }),
  /** Reports up to 1,000 events. Each result is a receipt or a problem, in the order of the events. */
  batch: (events: readonly Input<typeof wire.NewEvent>[], call: CallOptions = {}) =>
    send<wire.EventBatchResults>('POST', '/v1/events/batch', { body: { events }, ...call }),
  /** Computes the cost of an event without charging it. */
  estimate: (body: Input<typeof wire.SupposedEvent>, call: CallOptions = {}) =>
    send<wire.Estimate>('POST', '/v1/events/estimate', { body, ...call }),
  /** A customer's reports, newest first, including refused ones. A short page may still have a `nextCursor`. */
  search: (query: QueryOf<typeof wire.listEvents>, call: CallOptions = {}) =>
    send<Page<wire.ReportedEvent>>('GET', '/v1/events', { query, ...call }),
  get: read<wire.Receipt>(send, '/v1/events'),
});

/** Tells whether usage is allowed now. Only a report with `enforce: true` guarantees it. */
export const checkCall =
  (send: Send) =>
  (body: Input<typeof wire.NewCheck>, call: CallOptions = {}) =>
    send<wire.Check>('POST', '/v1/check', { body, ...call });
