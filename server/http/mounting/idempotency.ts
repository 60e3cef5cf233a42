import { hash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type { Head } from '../../ledger/values/head.js';
import type { RequestKey } from '../../store/ports/catalog.js';
import type { HostCaller } from '../../access/api-keys.js';

/**
 * A digest of what a request means: of its parsed values as sent, so that the order of keys, white space and `1.0`
 * for `1` make no difference, and before defaults such as the time are filled in.
 *
 * @param request with the ids of the path, without the idempotency key
 */
export function fingerprint(request: Readonly<Record<string, unknown>>): string {
  return hash('sha256', stringify(request)).slice(0, 32);
}

/** The key of a command, scoped by the store to its customer. */
export function commandKey(
  operation: string,
  value: string,
  request: Readonly<Record<string, unknown>>,
): NonNullable<Head['key']> {
  return { operation, value, fingerprint: fingerprint(request) };
}

/** The key of a write that belongs to no customer, scoped to the API key that sent it. */
export function requestKey(
  caller: HostCaller,
  operation: string,
  value: string,
  request: Readonly<Record<string, unknown>>,
): RequestKey {
  return { apiKeyId: caller.id, operation, value, fingerprint: fingerprint(request) };
}
