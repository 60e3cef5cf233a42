import type { StoreMethods } from '../ports/store.js';

/**
 * How a method uses the database. A `write` is a transaction that changes it, on SQLite in the writer thread. A `read`
 * has a snapshot. A `longRead` may take long, and on SQLite has a thread of its own.
 */
export type Use = 'write' | 'read' | 'longRead';

const USES: Readonly<Record<keyof StoreMethods, Use>> = {
  transact: 'write',
  simulate: 'read',
  due: 'read',
  catalog: 'read',
  changeCatalog: 'write',
  pruneRequestKeys: 'write',
  putCustomer: 'write',
  editCustomer: 'write',
  eraseCustomer: 'write',
  revokeCustomerTokens: 'write',
  tokenCutOffs: 'read',
  customer: 'read',
  customers: 'read',
  searchCustomers: 'read',
  balances: 'read',
  outlook: 'read',
  versions: 'read',
  entries: 'read',
  positions: 'read',
  searchEvents: 'read',
  reportedEvent: 'read',
  pruneRefusedEvents: 'write',
  usage: 'longRead',
  grants: 'read',
  grantGroups: 'read',
  grant: 'read',
  subscriptions: 'read',
  subscription: 'read',
  createApiKey: 'write',
  apiKeyByHash: 'read',
  apiKeys: 'read',
  revokeApiKey: 'write',
  noteApiKeyUse: 'write',
  testClock: 'read',
  moveTestClock: 'write',
  auditRecords: 'read',
  acquireLease: 'write',
  releaseLease: 'write',
  inspect: 'longRead',
  times: 'longRead',
  isEmpty: 'read',
  schemaIsCurrent: 'read',
  tryWrite: 'write',
};

type Method = keyof StoreMethods;

/** @param callOf makes a method from its function. The method must pass its arguments on */
export function storeMethods<Functions extends Partial<Record<Method, unknown>>>(
  functions: Functions,
  callOf: (
    run: Functions[keyof Functions],
    use: Use,
    method: Method & keyof Functions,
  ) => (...given: never[]) => Promise<unknown>,
): Pick<StoreMethods, Method & keyof Functions> {
  const methods = Object.keys(functions) as (Method & keyof Functions)[];
  const calls = methods.map((method) => [method, callOf(functions[method], USES[method], method)]);
  return Object.fromEntries(calls) as Pick<StoreMethods, Method & keyof Functions>;
}
