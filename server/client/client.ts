import { accessCalls } from './access.js';
import { adjustmentCalls, balanceCalls } from './balances.js';
import { catalogCalls } from './catalog.js';
import { customerCalls } from './customers.js';
import { grantCalls } from './grants.js';
import { subscriptionCalls } from './subscriptions.js';
import { type ClientOptions, createSend } from './transport.js';
import { checkCall, eventCalls, usageCalls } from './usage.js';

export type { Page, PageQuery } from './calls.js';
export { DrawdownError } from './errors.js';
export type { CallOptions, ClientOptions, WriteOptions } from './transport.js';

/** Drawdown's host API, typed by the contract. */
export type Client = ReturnType<typeof createClient>;

/**
 * Makes a client for host backends. It sends a request again a few times, with the same idempotency key, if there is no
 * complete answer or the status is 429, 502, 503 or 504. Every failure is thrown as a `DrawdownError`, which contains
 * that key.
 */
export function createClient(options: ClientOptions) {
  const send = createSend(options);
  return {
    ...catalogCalls(send),
    customers: { ...customerCalls(send), ...balanceCalls(send), ...usageCalls(send) },
    subscriptions: subscriptionCalls(send),
    grants: grantCalls(send),
    adjustments: adjustmentCalls(send),
    events: eventCalls(send),
    check: checkCall(send),
    ...accessCalls(send),
  };
}
