import { randomUUID } from 'node:crypto';
import { type Client, DrawdownError } from 'drawdown/client';
import { type CustomerId, USERS } from '../seed/customers.js';

/** However many windows look at a customer, its colleagues do not work faster than this. */
const PAUSE_MS = 4_000;

/** One piece in so many is a chat message; the others are a few words of text, for a fraction of a credit. */
const MESSAGE_EVERY = 4;

/**
 * The others at a customer's, who work while its page is looked at, so that a ledger lives. Each call does one small
 * piece of work, unless one was done a moment ago. False: the credits do not allow it.
 */
export function createColleagues(client: Client): (customerId: CustomerId) => Promise<boolean> {
  const last = new Map<CustomerId, { readonly atMs: number; readonly pieces: number }>();
  return async (customerId) => {
    const { atMs, pieces } = last.get(customerId) ?? { atMs: -Infinity, pieces: 0 };
    const nowMs = performance.now();
    if (nowMs - atMs < PAUSE_MS) return true;
    last.set(customerId, { atMs: nowMs, pieces: pieces + 1 });

    const [, ...others] = USERS[customerId];
    const userId = others[pieces % others.length] ?? USERS[customerId][0];
    const base = { customerId, userId, idempotencyKey: randomUUID(), enforce: true };
    const tokens = 60 + ((pieces * 47) % 130);
    const message = pieces % MESSAGE_EVERY === MESSAGE_EVERY - 1;
    try {
      await client.events.report(
        message
          ? { ...base, featureId: 'chat-message' }
          : { ...base, eventName: 'completion.finished', dimensions: { tokens, model: 'northlight-2' } },
      );
      return true;
    } catch (error) {
      if (error instanceof DrawdownError && error.code === 'insufficient_credits') return false;
      throw error;
    }
  };
}
