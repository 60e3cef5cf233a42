import { accountKey } from './account.js';
import { priceUsage } from './pricing.js';
import type { AccountRef, Catalog, Command, CustomerSnapshot, Ms, Needs } from './protocol.js';

const NOTHING: Needs = { accounts: [], grants: [] };

/**
 * What the store must load for a command, besides its customer. A function of its own because the accounts of an
 * event are known only once the customer's subscriptions are.
 */
export function needs(command: Command, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs {
  if (!customer.exists || customer.stored.has(command.id)) return NOTHING;
  switch (command.kind) {
    case 'event': {
      const priced = priceUsage(command.usage, customer.subscriptions, catalog, nowMs);
      if ('refusal' in priced) return NOTHING;
      const accounts = new Map<string, AccountRef>();
      for (const price of priced.prices) {
        const account = chargedAccount(command.customerId, price.creditTypeId, command.resourceId);
        accounts.set(accountKey(account), account);
      }
      return { accounts: [...accounts.values()], grants: [] };
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

/** An event with a resource burns that resource's account and no other. */
export function chargedAccount(customerId: string, creditTypeId: string, resourceId: string): AccountRef {
  return { customerId, creditTypeId, resourceId };
}
