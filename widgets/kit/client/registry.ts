import type { CreditsClient, Subscriber } from './credits-client.js';
import { creditsClient } from './credits-client.js';
import type { TokenSource } from './token-source.js';

/** One client for each server and customer, shared by all elements of the page. */
const clients = new Set<CreditsClient>();

/** A membership in a shared client. */
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

/** The number of clients, for leak tests. */
export const clientCount = (): number => clients.size;
