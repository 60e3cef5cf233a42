import { hash } from 'node:crypto';
import type { Entry } from '../../../ledger/accounts/entry.js';

export const GENESIS = Buffer.alloc(32);

/** Hex output and its conversion take Node half the time of buffer output. */
const sha256 = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'hex');

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

/**
 * The hash chain of an account: SHA-256 over the previous hash, in hex, and the entry as a JSON array. Stored hashes
 * depend on the order of the array, so it never changes. A new field is appended.
 */
export function entryHash(before: Buffer, entry: Entry): Buffer {
  const canonical = JSON.stringify([
    entry.account.customerId,
    entry.account.creditTypeId,
    entry.account.resourceId,
    entry.seq,
    entry.atMs,
    entry.type,
    entry.grantId,
    String(entry.delta),
    String(entry.before),
    String(entry.after),
    entry.source.type,
    entry.source.id,
    entry.actor.type,
    entry.actor.id,
    entry.featureId,
    entry.userId,
    entry.eventId,
    entry.planId,
    entry.planVersion,
    entry.reason,
  ]);
  return sha256(before.toString('hex') + canonical);
}
