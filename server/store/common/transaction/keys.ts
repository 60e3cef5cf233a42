import { hash } from 'node:crypto';

/** Hex output and its conversion take Node half the time of buffer output. */
export const sha256 = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'hex');

type Key = { readonly operation: string; readonly value: string };

/** A key is hashed for its lookup and again for its insertion, so the hash is cached while the command lives. */
const hashes = new WeakMap<Key, Buffer>();

/** The stored form of a key: the first 16 bytes of SHA-256 over operation and key. Every store uses the same. */
export function keyHash(key: Key): Buffer {
  const known = hashes.get(key);
  if (known) return known;
  const made = sha256(`${key.operation}\n${key.value}`).subarray(0, 16);
  hashes.set(key, made);
  return made;
}
