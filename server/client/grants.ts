import type * as wire from '../contract/index.js';
import { type Input, keyed, list, type QueryOf, read, write } from './calls.js';
import type { CallOptions, Send, WriteOptions } from './transport.js';

type GrantQuery = Omit<QueryOf<typeof wire.listGrants>, 'groupBy' | 'past'> & { past?: boolean };

export const grantCalls = (send: Send) => ({
  create: write<Input<typeof wire.NewGrant>, wire.Grant>(send, '/v1/grants'),
  /** Computes the effect of a grant without making it. */
  preview: (body: Input<typeof wire.NewGrant>, call: CallOptions = {}) =>
    send<wire.GrantPreview>('POST', '/v1/grants/preview', { body, ...call }),
  list: list<GrantQuery, wire.Grant>(send, '/v1/grants'),
  /** Counts and sums of grants, grouped by `groupBy`. */
  groups: list<GrantQuery & { groupBy: (typeof wire.GRANT_GROUPINGS)[number] }, wire.GrantGroup>(send, '/v1/grants'),
  get: read<wire.Grant>(send, '/v1/grants'),
  /** Changes the terms of a grant that has not ended. */
  edit: (id: string, body: Input<typeof wire.GrantEdit>, call: WriteOptions = {}) =>
    send<wire.Grant>('PATCH', `/v1/grants/${encodeURIComponent(id)}`, { body, ...keyed(call) }),
  /** Takes back the remainder of a grant. */
  void: changeGrant(send, 'void'),
  /** Records that the payment of a pending grant arrived. */
  markPaid: changeGrant(send, 'mark-paid'),
  /** Records that the payment of a pending grant failed for good. */
  markFailed: changeGrant(send, 'mark-failed'),
});

const changeGrant =
  (send: Send, action: 'void' | 'mark-paid' | 'mark-failed') =>
  (id: string, body: { reason?: string } = {}, call: WriteOptions = {}) =>
    send<wire.Grant>('POST', `/v1/grants/${encodeURIComponent(id)}/${action}`, { body, ...keyed(call) });
