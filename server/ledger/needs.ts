import { priceUsage } from './pricing.js';
import type { AccountRef, Catalog, Command, CustomerSnapshot, EventBody, Head, Ms, Needs } from './protocol.js';

const NOTHING: Needs = { accounts: [], grants: [], priced: null };

/**
 * What the store must load for a command, besides its customer. A function of its own because the accounts of an
 * event are known only once the customer's subscriptions are.
 */
export function needs(command: Command, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs {
  if (!customer.exists || customer.stored.has(command.id)) return NOTHING;
  switch (command.kind) {
    case 'event':
      return eventNeeds(command, customer, catalog, nowMs);
    case 'grant':
    case 'adjust':
      return { ...NOTHING, accounts: [command.account] };
    case 'grant.void':
    case 'grant.pay':
    case 'grant.fail':
    case 'grant.edit':
      return {
        ...NOTHING,
        accounts: [command.account],
        grants: [{ account: command.account, grantId: command.grantId }],
      };
    case 'touch':
      return { ...NOTHING, accounts: command.accounts };
    case 'subscribe':
    case 'plan.change':
    case 'cancel':
      return NOTHING;
  }
}

function eventNeeds(
  { usage, customerId, resourceId }: Head & EventBody,
  { subscriptions }: CustomerSnapshot,
  catalog: Catalog,
  nowMs: Ms,
): Needs {
  try {
    const priced = priceUsage(usage, subscriptions, catalog, nowMs);
    if ('refusal' in priced) return { ...NOTHING, priced };
    const accounts = priced.prices.map((price) => chargedAccount(customerId, price.creditTypeId, resourceId));
    return { accounts, grants: [], priced };
  } catch {
    // What cannot be priced fails by itself when it is decided, and takes no other command of its batch with it.
    return NOTHING;
  }
}

/** An event with a resource burns that resource's account and no other. */
export function chargedAccount(customerId: string, creditTypeId: string, resourceId: string): AccountRef {
  return { customerId, creditTypeId, resourceId };
}
