import { createRoute, z } from '@hono/zod-openapi';
import { Balance } from './balances.js';
import { problems } from '../shared/problems.js';
import { forCustomer } from '../shared/route.js';
import { Instant } from '../shared/scalars.js';

/**
 * The stream carries state, not deltas. `snapshot` comes first on every connection; after it, `balance` is the
 * whole of one pool each time it changed. A consumer keeps the higher `version` of each pool and ignores the rest.
 */
export const StreamSnapshot = z.object({ balances: z.array(Balance), asOf: Instant }).openapi('StreamSnapshot');
export type StreamSnapshot = z.infer<typeof StreamSnapshot>;

/** Why the server closes a stream. */
export const BYE_REASONS = ['token_expired', 'shutdown'] as const;
export const StreamBye = z.object({ reason: z.enum(BYE_REASONS) }).openapi('StreamBye');
export type StreamBye = z.infer<typeof StreamBye>;

/** The name of each event and its data, as JSON in one `data:` line. */
export type StreamEvents = { snapshot: StreamSnapshot; balance: Balance; bye: StreamBye };

export const openStream = createRoute({
  method: 'get',
  path: '/customer/v1/stream',
  summary: 'The balances of the customer that the token names, live',
  description:
    'Server-sent events: `snapshot` (StreamSnapshot), then `balance` (Balance) after every commit, `bye` (StreamBye) ' +
    'before the server closes. A comment every 15 seconds keeps the connection alive.',
  ...forCustomer('read'),
  responses: {
    200: {
      description: 'The stream',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...problems('too_many_streams', 'unavailable'),
  },
});
