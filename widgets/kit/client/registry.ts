import type { CreditsClient, Subscriber } from './credits-client.js';
import { creditsClient } from './credits-client.js';
import type { Timer } from './timer.js';
import { timer } from './timer.js';
import type { TokenSource } from './token-source.js';

/**
 * How long a client keeps its token, stream and numbers after its last element was removed, because routers remove an
 * element and mount another one in its place. 0 in tests that do not wait for it.
 */
export const KEEP = { ms: 30_000 };

type Seat = { members: number; readonly end: Timer };

const clients = new Map<CreditsClient, Seat>();

/** `leave` closes the client after its last member; with `mayReturn`, a while later. */
export type Membership = CreditsClient & { leave(mayReturn?: boolean): void };

function close(client: CreditsClient, { end }: Seat): void {
  end.stop();
  client.close();
  clients.delete(client);
}

/** Joins the client of this server and customer. The first member creates the client. */
export function joinClient(api: string, source: TokenSource, subscriber: Subscriber): Membership {
  // Nobody is left to sign in again, so a client that is signed out or failed is of no use.
  for (const [idle, seat] of clients) if (!seat.members && idle.state().phase !== 'ready') close(idle, seat);
  const client = [...clients.keys()].find(({ serves }) => serves(api, source)) ?? creditsClient(api, source);
  const seat = clients.get(client) ?? { members: 0, end: timer() };
  clients.set(client, seat);
  seat.members += 1;
  seat.end.stop();
  client.use(source);
  const unsubscribe = client.subscribe(subscriber);
  const leave = (mayReturn = false) => {
    unsubscribe();
    seat.members -= 1;
    if (seat.members) return;
    if (mayReturn && KEEP.ms) seat.end.in(KEEP.ms, () => close(client, seat));
    else close(client, seat);
  };
  return { ...client, leave };
}

export const clientCount = (): number => clients.size;
