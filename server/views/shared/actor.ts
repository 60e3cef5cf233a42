import type { Actor } from '../../contract/index.js';
import type { ActorRef } from '../../ledger/values/refs.js';

/** Finds the name of an API key; `null` if there is no key with this id. */
export type KeyNames = { nameOf(id: string): Promise<string | null> | string | null };

/** Who did something, with the name where it is an API key. The ledger itself keeps opaque ids only. */
export async function actorView({ type, id }: ActorRef, keys: KeyNames): Promise<Actor> {
  return { type, id, name: type === 'apiKey' ? await keys.nameOf(id) : null };
}
