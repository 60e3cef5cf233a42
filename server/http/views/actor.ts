import type { Actor } from '../../contract/index.js';
import type { ActorRef } from '../../ledger/protocol.js';
import type { ApiKeys } from '../api-keys.js';

/** Who did something, with the name where it is an API key. The ledger itself keeps opaque ids only. */
export async function actorView({ type, id }: ActorRef, apiKeys: ApiKeys): Promise<Actor> {
  return { type, id, name: type === 'apiKey' ? await apiKeys.nameOf(id) : null };
}
