import type * as wire from '../contract/index.js';
import { type Input, keyed, list, type QueryOf, read, write } from './calls.js';
import type { Send, WriteOptions } from './transport.js';

export const subscriptionCalls = (send: Send) => ({
  create: write<Input<typeof wire.NewSubscription>, wire.Subscription>(send, '/v1/subscriptions'),
  list: list<QueryOf<typeof wire.listSubscriptions>, wire.Subscription>(send, '/v1/subscriptions'),
  get: read<wire.Subscription>(send, '/v1/subscriptions'),
  /** Moves the subscription to another plan or plan version, for later usage. */
  changePlan: (id: string, body: Input<typeof wire.PlanChange>, call: WriteOptions = {}) =>
    send<wire.Subscription>('POST', `/v1/subscriptions/${encodeURIComponent(id)}/change-plan`, {
      body,
      ...keyed(call),
    }),
  cancel: (id: string, body: Input<typeof wire.Cancellation>, call: WriteOptions = {}) =>
    send<wire.Subscription>('POST', `/v1/subscriptions/${encodeURIComponent(id)}/cancel`, { body, ...keyed(call) }),
});
