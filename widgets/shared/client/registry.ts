import type { Subscriber } from './credits-client.js';
import { CreditsClient } from './credits-client.js';
import type { TokenSource } from './token-source.js';

type Shared = { readonly api: string; source: TokenSource; readonly client: CreditsClient };

/** One client per server and customer, for all elements of the page that name the same. */
const shared = new Set<Shared>();

/** A place at a shared client. */
export type Membership = { readonly client: CreditsClient; leave(): void };

function find(api: string, source: TokenSource): Shared {
  const found = [...shared].find((entry) => entry.api === api && entry.source.key === source.key);
  const entry = found ?? { api, source, client: new CreditsClient(api, source) };
  if (entry.source.id !== source.id) {
    entry.source = source;
    entry.client.useSource(source);
  }
  shared.add(entry);
  return entry;
}

/** Joins the client of this server and token source. The first to join makes it; it ends with the last to leave. */
export function joinClient(api: string, source: TokenSource, subscriber: Subscriber): Membership {
  const entry = find(api, source);
  const unsubscribe = entry.client.subscribe(subscriber);
  return {
    client: entry.client,
    leave() {
      unsubscribe();
      if (!entry.client.used) shared.delete(entry);
    },
  };
}

/** How many clients the page has; for tests of what is left behind. */
export const clientCount = (): number => shared.size;
