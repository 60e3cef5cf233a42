import type { Actor } from '../../contract/index.js';
import type { ActorRef } from '../../ledger/protocol.js';
import type { ApiKeys, HostCaller } from '../api-keys.js';

/** Who did something, with the name where it is an API key. The ledger itself keeps opaque ids only. */
export async function actorView({ type, id }: ActorRef, apiKeys: ApiKeys): Promise<Actor> {
  return { type, id, name: type === 'apiKey' ? await apiKeys.nameOf(id) : null };
}

/** The API key of a request, as the ledger records it. */
export const hostActor = (caller: HostCaller): ActorRef => ({ type: 'apiKey', id: caller.id });
