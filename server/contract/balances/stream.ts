import { createRoute, z } from '@hono/zod-openapi';
import { Balance } from './balances.js';
import { problems } from '../shared/problems.js';
import { forCustomer } from '../shared/route.js';
import { Instant } from '../shared/scalars.js';

/**
 * Every connection begins with a `snapshot`. Each later `balance` is the full state of one changed pool, not a delta. A
 * consumer keeps the highest `version` of each pool and ignores older versions.
 */
export const StreamSnapshot = z.object({ balances: z.array(Balance), asOf: Instant }).openapi('StreamSnapshot');
export type StreamSnapshot = z.infer<typeof StreamSnapshot>;

export const BYE_REASONS = ['token_expired', 'shutdown'] as const;
export const StreamBye = z.object({ reason: z.enum(BYE_REASONS) }).openapi('StreamBye');
export type StreamBye = z.infer<typeof StreamBye>;

/** Event names with the type of their data, which is JSON in one `data:` line. */
export type StreamEvents = { snapshot: StreamSnapshot; balance: Balance; bye: StreamBye };

export const openStream = createRoute({
  method: 'get',
  path: '/customer/v1/stream',
  summary: "Stream the balances of the token's customer",
  description:
    'Server-sent events: first `snapshot` (StreamSnapshot), then `balance` (Balance) after every commit, and `bye` ' +
    '(StreamBye) before the server closes the stream. A comment every 15 seconds keeps the connection alive.',
  ...forCustomer('read'),
  responses: {
    200: {
      description: 'The stream',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...problems('too_many_streams', 'unavailable'),
  },
});
