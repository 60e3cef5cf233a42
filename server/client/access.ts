import type * as wire from '../contract/index.js';
import { type Input, list, type PageQuery, type QueryOf, write } from './calls.js';
import type { CallOptions, Send } from './transport.js';

export const accessCalls = (send: Send) => ({
  customerTokens: {
    create: (body: Input<typeof wire.NewCustomerToken>, call: CallOptions = {}) =>
      send<wire.CustomerToken>('POST', '/v1/customer-tokens', { body, ...call }),
  },
  apiKeys: {
    /** Only the first answer contains the secret, as `key`. */
    create: write<Input<typeof wire.NewApiKey>, wire.CreatedApiKey | wire.ApiKey>(send, '/v1/api-keys'),
    list: list<PageQuery, wire.ApiKey>(send, '/v1/api-keys'),
    revoke: (id: string, call: CallOptions = {}) =>
      send<wire.ApiKey>('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`, call),
  },
  /** Changes with their actors, newest first. */
  auditLog: { list: list<QueryOf<typeof wire.listAuditLog>, wire.AuditEntry>(send, '/v1/audit-log') },
  /** Exists in a sandbox only. */
  testClock: {
    get: (call: CallOptions = {}) => send<wire.TestClock>('GET', '/v1/test-clock', call),
    move: (body: Input<typeof wire.MoveTestClock>, call: CallOptions = {}) =>
      send<wire.TestClock>('POST', '/v1/test-clock', { body, ...call }),
    release: (call: CallOptions = {}) => send<wire.TestClock>('DELETE', '/v1/test-clock', call),
  },
});
