import { hash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type { Head } from '../../ledger/values/head.js';
import type { RequestKey } from '../../store/ports/catalog.js';
import type { HostCaller } from '../../access/api-keys.js';

/**
 * A digest of the parsed request. The order of keys, white space and `1.0` for `1` make no difference. It excludes
 * defaults such as the time, so that a retry has the same digest.
 *
 * @param request includes the ids of the path, and excludes the idempotency key
 */
export function fingerprint(request: Readonly<Record<string, unknown>>): string {
  return hash('sha256', stringify(request)).slice(0, 32);
}

/** The store scopes this key to the customer. */
export function commandKey(
  operation: string,
  value: string,
  request: Readonly<Record<string, unknown>>,
): NonNullable<Head['key']> {
  return { operation, value, fingerprint: fingerprint(request) };
}

/** For writes without a customer. The key is scoped to the API key. */
export function requestKey(
  caller: HostCaller,
  operation: string,
  value: string,
  request: Readonly<Record<string, unknown>>,
): RequestKey {
  return { apiKeyId: caller.id, operation, value, fingerprint: fingerprint(request) };
}
