import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, csv, forCustomer, forHost } from '../shared/route.js';
import { Amount, ColorSlot, Id, Instant, InstantInput, TimeZone } from '../shared/scalars.js';

export const USAGE_INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export const USAGE_GROUPS = ['feature', 'user', 'none'] as const;

/** The most buckets of one answer: a month of hours, two years of days. */
export const MOST_BUCKETS = 800;
/** The most series of one answer; what is beyond is summed up in one more. */
export const MOST_SERIES = 100;

/** One band of the bars: a feature, a user, or everything together. */
export const UsageSeries = z
  .object({
    key: z.string().nullable().openapi({
      description: 'The id of the feature or user; null for usage without a user, for "other" and without grouping.',
    }),
    name: z.string().nullable().openapi({ description: 'The name of the feature, or the id of the user.' }),
    colorSlot: ColorSlot.nullable().openapi({ description: 'Of the feature; null for every other series.' }),
    createdAt: Instant.nullable().openapi({
      description:
        'When the feature was created; null for every other series. Of two features in one chart with the same ' +
        '`colorSlot`, the later moves to a free one.',
    }),
    isOther: z.boolean().openapi({ description: `The series beyond the ${MOST_SERIES} largest, together.` }),
    total: Amount,
    values: z.array(Amount).openapi({ description: 'One for each of `buckets`, "0" where nothing was used.' }),
  })
  .openapi('UsageSeries');
export type UsageSeries = z.infer<typeof UsageSeries>;

/**
 * Credits used in `[from, to)`, by when the usage happened (an event's `timestamp`), cut by the calendar of `timeZone`.
 * The ledger goes by when events arrived instead, so late ones stand elsewhere there.
 */
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
        'Where the period before begins, which ends at `from`: as many months where the range is whole months of the ' +
        'time zone, as many days where it is whole days, the same length otherwise.',
    }),
    previousTotal: Amount.openapi({ description: 'Used in `[previousFrom, from)`.' }),
    buckets: z.array(Instant).openapi({
      description:
        'Where each bucket starts; it ends where the next one starts, the last one at `to`. The first starts at `from`, ' +
        'also where that is within a day, week or month.',
    }),
    series: z.array(UsageSeries).openapi({
      description: 'By total, largest first, then by key. They sum to `total`, and so do the buckets.',
    }),
    asOf: Instant,
  })
  .openapi('Usage');
export type Usage = z.infer<typeof Usage>;

export const UsageQuery = z
  .strictObject({
    creditTypeId: Id,
    resourceId: Id.optional().openapi({ description: 'The pool of this resource; the general pool when absent.' }),
    featureId: Id.optional().openapi({ description: 'Usage of this feature only.' }),
    userId: z
      .union([Id, z.literal('')])
      .optional()
      .openapi({ type: 'string', description: 'Usage of this user only; empty for usage without a user.' }),
    from: InstantInput.optional().openapi({
      description: 'Taken down to the quarter hour; seven days of the time zone before `to` when absent.',
    }),
    to: InstantInput.optional().openapi({
      description: 'Not included; taken up to the quarter hour; the end of today in the time zone when absent.',
    }),
    interval: z
      .enum(USAGE_INTERVALS)
      .optional()
      .openapi({
        description: `day when absent; weeks start on Monday. At most ${MOST_BUCKETS} of them fit in one answer.`,
      }),
    groupBy: z.enum(USAGE_GROUPS).optional().openapi({ description: 'feature when absent.' }),
    timeZone: TimeZone.optional().openapi({ description: 'Of the customer when absent.' }),
  })
  .superRefine(({ from, to }, context) => {
    if (from === undefined || to === undefined || from < to) return;
    context.addIssue({ code: 'custom', path: ['to'], message: 'must be later than from' });
  });
export type UsageQuery = z.output<typeof UsageQuery>;

export const getUsage = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/usage',
  summary: 'Credits used, by hour, day, week or month and by feature or user',
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: UsageQuery },
  responses: { 200: answer(Usage, 'The usage'), ...problems('invalid_request', 'not_found') },
});

export const getCustomerUsage = createRoute({
  method: 'get',
  path: '/customer/v1/usage',
  summary: 'Credits that the customer of the token used, by time and by feature or user',
  ...forCustomer('read'),
  request: { query: UsageQuery },
  responses: { 200: answer(Usage, 'The usage'), ...problems('invalid_request', 'not_found') },
});

const csvSummary = 'as a CSV file: start of the bucket in the time zone, key, name and amount';

export const getUsageCsv = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/usage.csv',
  summary: `The same usage ${csvSummary}`,
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: UsageQuery },
  responses: { 200: csv('The usage, one row for each bucket and series'), ...problems('invalid_request', 'not_found') },
});

export const getCustomerUsageCsv = createRoute({
  method: 'get',
  path: '/customer/v1/usage.csv',
  summary: `The same usage of the customer of the token ${csvSummary}`,
  ...forCustomer('read'),
  request: { query: UsageQuery },
  responses: { 200: csv('The usage, one row for each bucket and series'), ...problems('invalid_request', 'not_found') },
});
