import type { Step } from './operation.js';

/** These steps run last, because they move the sandbox clock and revoke a key. */
export const ACCESS: readonly Step[] = [
  {
    operationId: 'createApiKey',
    path: '/v1/api-keys',
    body: { name: 'billing service', scopes: ['read', 'usage'] },
    status: 201,
  },
  { operationId: 'listApiKeys', path: '/v1/api-keys' },
  { operationId: 'revokeApiKey', path: (seen) => `/v1/api-keys/${seen('createApiKey').id}` },
  {
    operationId: 'createCustomerToken',
    path: '/v1/customer-tokens',
    body: { customerId: 'acme', userId: 'u-42', expiresIn: 900 },
    status: 201,
  },
  { operationId: 'listAuditLog', path: '/v1/audit-log?customerId=acme&limit=2' },
  { operationId: 'getTestClock', path: '/v1/test-clock' },
  { operationId: 'moveTestClock', path: '/v1/test-clock', body: { now: '2026-08-02T09:00:00Z' } },
  { operationId: 'releaseTestClock', path: '/v1/test-clock' },
];
