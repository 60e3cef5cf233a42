import type { Entry } from '../../../ledger/accounts/entry.js';
import { ENTRY_FIELDS, LATER_ENTRY_FIELDS } from './columns.js';
import { sha256 } from './keys.js';

export const GENESIS = Buffer.alloc(32);

/**
 * The hash chain of an account: SHA-256 over the previous hash, in hex, and the fields of the entry as a JSON array.
 * `docs/hash-chain.md` describes it for other programs.
 */
export function entryHash(before: Buffer, entry: Entry): Buffer {
  const later = LATER_ENTRY_FIELDS.map(([, , valueOf]) => valueOf(entry)).filter((value) => value !== null);
  const fields = ENTRY_FIELDS.map(([, , valueOf]) => {
    const value = valueOf(entry);
    return typeof value === 'bigint' ? String(value) : value;
  });
  return sha256(before.toString('hex') + JSON.stringify([...fields, ...later]));
}
