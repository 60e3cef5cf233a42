import { randomUUID } from 'node:crypto';
import { type Client, DrawdownError } from 'drawdown/client';
import { type CustomerId, USERS } from '../../seed/customers.js';

/** The shortest time between two events of a customer's colleagues, for all windows together. */
const PAUSE_MS = 4_000;

const MESSAGE_EVERY = 4;

/** The function reports one small event, unless one was reported within the pause. `false` if the credits are used up. */
export function createColleagues(client: Client): (customerId: CustomerId) => Promise<boolean> {
  const last = new Map<CustomerId, { readonly atMs: number; readonly count: number }>();
  return async (customerId) => {
    const { atMs, count } = last.get(customerId) ?? { atMs: -Infinity, count: 0 };
    const nowMs = performance.now();
    if (nowMs - atMs < PAUSE_MS) return true;
    last.set(customerId, { atMs: nowMs, count: count + 1 });

    const [, ...colleagues] = USERS[customerId];
    const userId = colleagues[count % colleagues.length] ?? USERS[customerId][0];
    const base = { customerId, userId, idempotencyKey: randomUUID(), enforce: true };
    const tokens = 60 + ((count * 47) % 130);
    const isMessage = count % MESSAGE_EVERY === MESSAGE_EVERY - 1;
    try {
      await client.events.report(
        isMessage
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
