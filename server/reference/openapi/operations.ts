import type { RouteConfig } from '@hono/zod-openapi';
import * as contract from '../../contract/index.js';

/** The name of a route in the contract is its operation id. */
export type Operation = { readonly operationId: string; readonly route: RouteConfig };

const isRoute = (value: unknown): value is RouteConfig =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'responses' in value;

export const OPERATIONS: readonly Operation[] = Object.entries(contract as Readonly<Record<string, unknown>>)
  .flatMap(([operationId, route]) => (isRoute(route) ? [{ operationId, route }] : []))
  .sort((a, b) => (a.route.path < b.route.path ? -1 : a.route.path > b.route.path ? 1 : 0));

type Tag = { readonly name: string; readonly description: string };

/** The tag of a path is its last part that is neither a parameter nor a verb. */
const TAGS: Readonly<Record<string, Tag>> = {
  'credit-types': { name: 'Credit types', description: 'Custom currencies of the product. Pools never mix.' },
  features: { name: 'Features', description: 'What is metered, by which events.' },
  products: { name: 'Products', description: 'Groups of plans.' },
  plans: { name: 'Plans', description: 'What features cost, in versions that never change once published.' },
  customers: { name: 'Customers', description: 'Those who hold credits.' },
  subscriptions: { name: 'Subscriptions', description: 'Which customer is on which version of which plan.' },
  grants: { name: 'Grants', description: 'Blocks of credits, with a priority, dates and a cost.' },
  events: { name: 'Usage events', description: 'Reports of usage, which burn credits.' },
  check: { name: 'Usage events', description: 'Reports of usage, which burn credits.' },
  adjustments: { name: 'Adjustments', description: 'Credits that are taken away directly.' },
  holds: { name: 'Holds', description: 'Credits set aside for work in flight.' },
  balances: { name: 'Balances', description: 'What is left, and until when.' },
  ledger: { name: 'Ledger', description: 'Every change of a pool, append-only.' },
  'usage.csv': { name: 'Usage over time', description: 'What the charts show.' },
  usage: { name: 'Usage over time', description: 'What the charts show.' },
  'customer-tokens': { name: 'Customer tokens', description: 'Short-lived credentials for the page.' },
  'api-keys': { name: 'API keys', description: 'Credentials of host backends.' },
  'audit-log': { name: 'Audit log', description: 'Who changed what.' },
  'test-clock': { name: 'Test clock', description: 'The time of a sandbox.' },
};

const CUSTOMER_DOOR: Tag = {
  name: 'Customer door',
  description: 'What the widgets read, with a token that can name no customer but its own.',
};

export function tagOf({ path }: RouteConfig): Tag {
  if (path.startsWith('/customer/')) return CUSTOMER_DOOR;
  const known = path
    .split('/')
    .map((part) => TAGS[part])
    .filter((tag) => tag !== undefined);
  const tag = known.at(-1);
  if (!tag) throw new Error(`${path} has no tag: add one in operations.ts`);
  return tag;
}
