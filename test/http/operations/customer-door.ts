import { USAGE } from './credits.js';
import type { Step } from './operation.js';

/** The steps run as the customer `acme`. `foreign` names an object of `bob`. */
export const CUSTOMER_DOOR: readonly Step[] = [
  { operationId: 'getMe', path: '/customer/v1/me', foreign: null },
  { operationId: 'listCustomerChanges', path: '/customer/v1/changes?limit=2', foreign: null },
  { operationId: 'listCustomerBalances', path: '/customer/v1/balances', foreign: null },
  { operationId: 'listCustomerGrants', path: '/customer/v1/grants', foreign: null },
  { operationId: 'listCustomerEntries', path: '/customer/v1/ledger?creditTypeId=ai-tokens&limit=2', foreign: null },
  { operationId: 'getCustomerUsage', path: `/customer/v1/usage?${USAGE}`, foreign: null },
  { operationId: 'getCustomerUsageCsv', path: `/customer/v1/usage.csv?${USAGE}`, foreign: null },
  { operationId: 'openStream', path: '/customer/v1/stream', foreign: null },
];
