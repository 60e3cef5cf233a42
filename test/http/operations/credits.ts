import { grantTo, PLAN } from '../../support/sandbox.js';
import type { Step } from './operation.js';

/** Covers two days, grouped by user. */
export const USAGE =
  'creditTypeId=ai-tokens&from=2026-07-31T00:00:00Z&to=2026-08-02T00:00:00Z&groupBy=user&timeZone=UTC';

const pending = { paid: '', failed: '' };

export const CREDITS: readonly Step[] = [
  {
    operationId: 'putCustomer',
    path: '/v1/customers/acme',
    body: { name: 'Acme Inc.', email: 'billing@acme.example', timeZone: 'Europe/Berlin', locale: 'de-DE' },
    status: 201,
  },
  { operationId: 'listCustomers', path: '/v1/customers?search=acm&limit=2' },
  { operationId: 'getCustomer', path: '/v1/customers/acme' },
  { operationId: 'editCustomer', path: '/v1/customers/acme', body: { metadata: { crm: '4711' } } },
  {
    operationId: 'eraseCustomer',
    path: '/v1/customers/gone',
    before: ({ request }) => request('PUT', '/v1/customers/gone', { name: 'Gone', email: 'gone@example.com' }),
  },
  {
    operationId: 'createSubscription',
    path: '/v1/subscriptions',
    body: { customerId: 'acme', planId: 'pro' },
    status: 201,
  },
  { operationId: 'listSubscriptions', path: '/v1/subscriptions?customerId=acme' },
  { operationId: 'getSubscription', path: (seen) => `/v1/subscriptions/${seen('createSubscription').id}` },
  {
    operationId: 'changeSubscriptionPlan',
    before: async ({ request }) => {
      await request('POST', '/v1/plans', { ...PLAN, id: 'starter', name: 'Starter' });
      await request('POST', '/v1/plans/starter/publish');
    },
    path: (seen) => `/v1/subscriptions/${seen('createSubscription').id}/change-plan`,
    body: { planId: 'starter' },
  },
  {
    operationId: 'previewGrant',
    path: '/v1/grants/preview',
    body: {
      ...{ customerId: 'acme', creditTypeId: 'ai-tokens', amount: '1000', category: 'paid', priority: 10 },
      unitCost: { amount: '0.01', currency: 'EUR' },
    },
  },
  {
    operationId: 'createGrant',
    path: '/v1/grants',
    body: {
      ...{ customerId: 'acme', creditTypeId: 'ai-tokens', amount: '1000', category: 'paid', priority: 10 },
      unitCost: { amount: '0.01', currency: 'EUR' },
      payment: { mode: 'record', reference: 'invoice-2026-0042' },
      expiresAt: '2027-08-01T00:00:00Z',
    },
    status: 201,
  },
  { operationId: 'listGrants', path: '/v1/grants?customerId=acme&status=active' },
  { operationId: 'getGrant', path: (seen) => `/v1/grants/${seen('createGrant').id}` },
  {
    operationId: 'reportEvent',
    path: '/v1/events',
    body: { customerId: 'acme', idempotencyKey: 'mail-7c1f', featureId: 'emails', quantity: '3', userId: 'u-42' },
  },
  {
    operationId: 'reportEvents',
    path: '/v1/events/batch',
    body: {
      events: [
        { customerId: 'acme', idempotencyKey: 'mail-7c20', featureId: 'emails' },
        { customerId: 'acme', idempotencyKey: 'mail-7c21', featureId: 'faxes' },
      ],
    },
  },
  {
    operationId: 'estimateEvent',
    path: '/v1/events/estimate',
    body: { customerId: 'acme', featureId: 'emails', quantity: '1000' },
  },
  { operationId: 'checkUsage', path: '/v1/check', body: { customerId: 'acme', featureId: 'emails', quantity: '10' } },
  { operationId: 'listEvents', path: '/v1/events?customerId=acme&limit=2' },
  { operationId: 'getEvent', path: (seen) => `/v1/events/${String(seen('reportEvent')['eventId'])}` },
  {
    operationId: 'cancelSubscription',
    path: (seen) => `/v1/subscriptions/${seen('createSubscription').id}/cancel`,
    body: { at: 'now' },
  },
  { operationId: 'listBalances', path: '/v1/customers/acme/balances' },
  {
    operationId: 'getBalance',
    before: ({ request }) =>
      request('POST', '/v1/events', {
        ...{ customerId: 'acme', idempotencyKey: 'mail-3a90', featureId: 'emails', quantity: '51' },
        timestamp: '2026-07-26T12:00:00Z',
      }),
    path: '/v1/customers/acme/balances/ai-tokens?include=projection',
  },
  { operationId: 'listEntries', path: '/v1/customers/acme/ledger?creditTypeId=ai-tokens&limit=2' },
  {
    operationId: 'getUsage',
    path: `/v1/customers/acme/usage?${USAGE}`,
  },
  { operationId: 'getUsageCsv', path: `/v1/customers/acme/usage.csv?${USAGE}` },
  {
    operationId: 'createAdjustment',
    path: '/v1/adjustments',
    body: {
      ...{ customerId: 'acme', creditTypeId: 'ai-tokens', amount: '12', idempotencyKey: 'ticket-8841' },
      reason: 'given twice by mistake',
    },
    status: 201,
  },
  {
    operationId: 'editGrant',
    path: (seen) => `/v1/grants/${seen('createGrant').id}`,
    body: { priority: 20, metadata: { order: '42' } },
  },
  {
    operationId: 'markGrantPaid',
    path: () => `/v1/grants/${pending.paid}/mark-paid`,
    before: async (sandbox) => {
      const waits = { payment: { mode: 'external' } };
      pending.paid = (await grantTo(sandbox, 'acme', '50', waits)).id;
      pending.failed = (await grantTo(sandbox, 'acme', '60', waits)).id;
    },
    body: {},
  },
  { operationId: 'markGrantFailed', path: () => `/v1/grants/${pending.failed}/mark-failed`, body: {} },
  {
    operationId: 'voidGrant',
    before: (sandbox) => grantTo(sandbox, 'acme', '25'),
    path: (seen) => `/v1/grants/${seen('createGrant').id}/void`,
    body: { reason: 'ordered by mistake' },
  },
];
