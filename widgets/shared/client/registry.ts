import type { CreditsClient, Subscriber } from './credits-client.js';
import { creditsClient } from './credits-client.js';
import type { TokenSource } from './token-source.js';

/** One client per server and customer, for all elements of the page that name the same. */
const shared = new Set<{ readonly api: string; source: TokenSource; readonly client: CreditsClient }>();

/** A place at a shared client. */
export type Membership = CreditsClient & { leave(): void };

/** Joins the client of this server and token source. The first to join makes it; it ends with the last to leave. */
export function joinClient(api: string, source: TokenSource, subscriber: Subscriber): Membership {
  const found = [...shared].find((entry) => entry.api === api && entry.source.key === source.key);
  const entry = found ?? { api, source, client: creditsClient(api, source) };
  const { client } = entry;
  shared.add(entry);
  if (entry.source.id !== source.id) client.use(source);
  entry.source = source;
  const unsubscribe = client.subscribe(subscriber);
  const leave = () => {
    if (unsubscribe()) shared.delete(entry);
  };
  return { ...client, leave };
}

/** How many clients the page has; for tests of what is left behind. */
export const clientCount = (): number => shared.size;
