import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, csv, forCustomer, forHost } from '../shared/route.js';
import { Amount, ColorSlot, Id, Instant, InstantInput, TimeZone } from '../shared/scalars.js';

export const USAGE_INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export const USAGE_GROUPS = ['feature', 'user', 'none'] as const;

/** Allows a month of hours, or two years of days. */
export const MOST_BUCKETS = 800;
/** One more series sums up all others. */
export const MOST_SERIES = 100;

export const UsageSeries = z
  .object({
    key: z.string().nullable().openapi({
      description: 'The id of the feature or user. null for usage without a user, for "other" and without grouping.',
    }),
    name: z.string().nullable().openapi({ description: 'The name of the feature, or the id of the user.' }),
    colorSlot: ColorSlot.nullable().openapi({
      description: 'Chart color of the feature. null for every other series.',
    }),
    createdAt: Instant.nullable().openapi({
      description:
        'When the feature was created. null for every other series. If two features in one chart have the same ' +
        '`colorSlot`, the feature created later moves to a free slot.',
    }),
    isOther: z.boolean().openapi({ description: `true for the sum of all series beyond the ${MOST_SERIES} largest.` }),
    total: Amount,
    values: z.array(Amount).openapi({ description: 'One value for each of `buckets`.' }),
  })
  .openapi('UsageSeries');
export type UsageSeries = z.infer<typeof UsageSeries>;

/** Credits used in `[from, to)` by the `timestamp` of events. The ledger has the arrival of events instead. */
export const Usage = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    interval: z.enum(USAGE_INTERVALS),
    groupBy: z.enum(USAGE_GROUPS),
    timeZone: z.string(),
    from: Instant,
    to: Instant,
    total: Amount,
    previousFrom: Instant.openapi({
      description:
        'Start of the previous period, which ends at `from`. It has the same number of months if the range is whole ' +
        'months of the time zone, the same number of days if it is whole days, and otherwise the same length.',
    }),
    previousTotal: Amount.openapi({ description: 'Credits used in `[previousFrom, from)`.' }),
    buckets: z.array(Instant).openapi({
      description:
        'Start of each bucket. A bucket ends at the start of the next one, the last bucket at `to`. The first bucket ' +
        'starts at `from`, even within a day, week or month.',
    }),
    series: z.array(UsageSeries).openapi({
      description: 'Ordered by total, largest first, then by key. The series sum to `total`, and so do the buckets.',
    }),
    asOf: Instant,
  })
  .openapi('Usage');
export type Usage = z.infer<typeof Usage>;

export const UsageQuery = z
  .strictObject({
    creditTypeId: Id,
    resourceId: Id.optional().openapi({
      description: 'Selects the pool of this resource. The general pool if absent.',
    }),
    featureId: Id.optional().openapi({ description: 'Only usage of this feature.' }),
    userId: z
      .union([Id, z.literal('')])
      .optional()
      .openapi({ type: 'string', description: 'Only usage of this user. Empty for usage without a user.' }),
    from: InstantInput.optional().openapi({
      description: 'Rounded down to the quarter hour. Seven days of the time zone before `to` if absent.',
    }),
    to: InstantInput.optional().openapi({
      description: 'Exclusive, rounded up to the quarter hour. The end of today in the time zone if absent.',
    }),
    interval: z
      .enum(USAGE_INTERVALS)
      .optional()
      .openapi({
        description: `day if absent. Weeks start on Monday. The range may have at most ${MOST_BUCKETS} intervals.`,
      }),
    groupBy: z.enum(USAGE_GROUPS).optional().openapi({ description: 'feature if absent.' }),
    timeZone: TimeZone.optional().openapi({ description: 'The time zone of the customer if absent.' }),
  })
  .superRefine(({ from, to }, context) => {
    if (from === undefined || to === undefined || from < to) return;
    context.addIssue({ code: 'custom', path: ['to'], message: 'must be later than from' });
  });
export type UsageQuery = z.output<typeof UsageQuery>;

export const getUsage = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/usage',
  summary: 'Read credits used by a customer, by time and by feature or user',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: UsageQuery },
  responses: { 200: answer(Usage, 'The usage'), ...problems('invalid_request', 'not_found') },
});

export const getCustomerUsage = createRoute({
  method: 'get',
  path: '/customer/v1/usage',
  summary: "Read credits used by the token's customer, by time and by feature or user",
  ...forCustomer('read'),
  request: { query: UsageQuery },
  responses: { 200: answer(Usage, 'The usage'), ...problems('invalid_request', 'not_found') },
});

const csvColumns = 'start of the bucket in the time zone, key, name and amount';

export const getUsageCsv = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/usage.csv',
  summary: `Read credits used by a customer as CSV: ${csvColumns}`,
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: UsageQuery },
  responses: { 200: csv('The usage, one row for each bucket and series'), ...problems('invalid_request', 'not_found') },
});

export const getCustomerUsageCsv = createRoute({
  method: 'get',
  path: '/customer/v1/usage.csv',
  summary: `Read credits used by the token's customer as CSV: ${csvColumns}`,
  ...forCustomer('read'),
  request: { query: UsageQuery },
  responses: { 200: csv('The usage, one row for each bucket and series'), ...problems('invalid_request', 'not_found') },
});
