import { accountKey } from './account.js';
import { priceUsage } from './pricing.js';
import type { AccountRef, Catalog, Command, CustomerSnapshot, EventBody, Head, Ms, Needs } from './protocol.js';

const NOTHING: Needs = { accounts: [], grants: [] };

/**
 * What the store must load for a command, besides its customer. A function of its own because the accounts of an
 * event are known only once the customer's subscriptions are.
 */
export function needs(command: Command, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs {
  if (!customer.exists || customer.stored.has(command.id)) return NOTHING;
  switch (command.kind) {
    case 'event': {
      const accounts = chargedAccounts(command, customer, catalog, nowMs);
      return { accounts, grants: [] };
    }
    case 'grant':
      return { accounts: [command.account], grants: [] };
    case 'grant.void':
      return { accounts: [command.account], grants: [{ account: command.account, grantId: command.grantId }] };
    case 'touch':
      return { accounts: command.accounts, grants: [] };
    case 'subscribe':
      return NOTHING;
  }
}

function chargedAccounts(
  { usage, customerId, resourceId }: Head & EventBody,
  { subscriptions }: CustomerSnapshot,
  catalog: Catalog,
  nowMs: Ms,
): readonly AccountRef[] {
  try {
    const priced = priceUsage(usage, subscriptions, catalog, nowMs);
    if ('refusal' in priced) return [];
    const refs = priced.prices.map((price) => chargedAccount(customerId, price.creditTypeId, resourceId));
    return [...new Map(refs.map((ref) => [accountKey(ref), ref])).values()];
  } catch {
    // What cannot be priced fails by itself when it is decided, and takes no other command of its batch with it.
    return [];
  }
}

/** An event with a resource burns that resource's account and no other. */
export function chargedAccount(customerId: string, creditTypeId: string, resourceId: string): AccountRef {
  return { customerId, creditTypeId, resourceId };
}
