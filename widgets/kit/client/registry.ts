import type { CreditsClient, Subscriber } from './credits-client.js';
import { creditsClient } from './credits-client.js';
import type { TokenSource } from './token-source.js';

const clients = new Set<CreditsClient>();

export type Membership = CreditsClient & { leave(): void };

/** Joins the client of this server and customer. The first member creates the client, and the last one closes it. */
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

export const clientCount = (): number => clients.size;
