import type { Actor } from '../../contract/index.js';
import type { ActorRef } from '../../ledger/values/refs.js';

/** `null` if no key has this id. */
export type KeyNames = { nameOf(id: string): Promise<string | null> | string | null };

/** Adds the name of an API key, because the ledger stores opaque ids only. */
export async function actorView({ type, id }: ActorRef, keys: KeyNames): Promise<Actor> {
  return { type, id, name: type === 'apiKey' ? await keys.nameOf(id) : null };
}
