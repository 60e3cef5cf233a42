/** Words of the requests below. No line of the log may contain one. */
export const PLANTED = ['planted-name', 'planted@private.example', 'planted-reason', 'planted-value'];

const [name = '', email = '', reason = '', value = ''] = PLANTED;
const metadata = { note: value };
const unit = { singular: name, plural: name };

type Write = [method: string, path: string, body: Readonly<Record<string, unknown>> | undefined];

/** A write of each kind, for the customer `ada` and the catalog of `seed`. */
export const writesOf = (): Write[] => [
  ['PUT', '/v1/customers/new', { name, email, metadata }],
  ['PATCH', '/v1/customers/ada', { name, email, metadata }],
  ['DELETE', '/v1/customers/ada', undefined],
  ['POST', '/v1/credit-types', { id: 'more', name, unit, metadata }],
  ['POST', '/v1/api-keys', { name, scopes: ['read'] }],
  [
    'POST',
    '/v1/grants',
    { customerId: 'ada', creditTypeId: 'ai-tokens', amount: '1', category: 'promotional', reason, metadata },
  ],
  [
    'POST',
    '/v1/events',
    { customerId: 'ada', idempotencyKey: value, eventName: 'email.sent', dimensions: { to: email } },
  ],
  ['POST', '/v1/test-clock', { now: '2099-01-01T00:00:00Z' }],
];
