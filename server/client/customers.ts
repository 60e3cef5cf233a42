import type * as wire from '../contract/index.js';
import { edit, type Input, list, type Page, type PageQuery, type QueryOf, read } from './calls.js';
import type { CallOptions, Send } from './transport.js';

export const customerCalls = (send: Send) => ({
  /** Creates a customer, or replaces its profile. */
  put: (id: string, body: Input<typeof wire.CustomerProfile> = {}, call: CallOptions = {}) =>
    send<wire.Customer>('PUT', `/v1/customers/${encodeURIComponent(id)}`, { body, ...call }),
  list: list<QueryOf<typeof wire.listCustomers>, wire.Customer>(send, '/v1/customers'),
  /** Finds customers by the beginning of any word of the id, name or e-mail. */
  search: (search: string, query: PageQuery = {}, call: CallOptions = {}) =>
    send<Page<wire.Customer>>('GET', '/v1/customers', { query: { search, ...query }, ...call }),
  update: edit<Input<typeof wire.CustomerEdit>, wire.Customer>(send, '/v1/customers'),
  /** Erases the customer's personal data permanently. The ledger stays. */
  erase: (id: string, call: CallOptions = {}) =>
    send<wire.Customer>('DELETE', `/v1/customers/${encodeURIComponent(id)}`, call),
  /** Refuses every token that the customer has, and ends its streams. New tokens can be created at once. */
  revokeTokens: (id: string, call: CallOptions = {}) =>
    send<wire.Customer>('POST', `/v1/customers/${encodeURIComponent(id)}/revoke-tokens`, call),
  get: read<wire.Customer>(send, '/v1/customers'),
});
