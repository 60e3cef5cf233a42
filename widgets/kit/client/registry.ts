import type { CreditsClient, Subscriber } from './credits-client.js';
import { creditsClient } from './credits-client.js';
import type { TokenSource } from './token-source.js';

/** One client per server and customer, for all elements of the page that name the same. */
const clients = new Set<CreditsClient>();

/** A place at a shared client. */
export type Membership = CreditsClient & { leave(): void };

/** Joins the client of this server and token source. The first to join makes it; it ends with the last to leave. */
export function joinClient(api: string, source: TokenSource, subscriber: Subscriber): Membership {
  const client = [...clients].find(({ serves }) => serves(api, source)) ?? creditsClient(api, source);
  clients.add(client);
  client.use(source);
  const unsubscribe = client.subscribe(subscriber);
  const leave = () => {
    if (unsubscribe()) clients.delete(client);
  };
  return { ...client, leave };
}

/** How many clients the page has; for tests of what is left behind. */
export const clientCount = (): number => clients.size;
