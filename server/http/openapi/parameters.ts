/** What parameters mean wherever they stand, unless their route says more. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  id: 'The id of what the path names.',
  creditTypeId: 'The id of the credit type.',
  customerId: 'The id of the customer.',
  featureId: 'The id of the feature.',
  userId: 'The id of the user within the customer.',
  eventId: 'The id of the event.',
  resourceId: 'The resource that the credits belong to; the general pool when absent.',
  limit: 'How many items a page has at most.',
  cursor: 'The `nextCursor` of the page before; absent for the first page.',
  from: 'From this time on.',
  to: 'Up to this time, which is not included.',
  order: 'The order of the list.',
  status: 'Only with this status.',
  category: 'Only of this category.',
  source: 'Only from this source.',
  actor: 'Only by this actor.',
  type: 'Only of this type.',
  action: 'Only changes of this kind.',
  interval: 'How long a bucket is.',
  groupBy: 'What a series stands for.',
  timeZone: 'The time zone in which days are cut.',
  version: 'The version; the newest when absent.',
  search: 'Part of the id, the name or the e-mail address.',
  'idempotency-key': 'Makes the write happen once: the same key with the same request answers as at first.',
};

export const parameterDescription = (name: string): string | undefined => DESCRIPTIONS[name];
