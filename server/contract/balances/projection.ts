import { z } from '@hono/zod-openapi';
import { Amount, Instant } from '../shared/scalars.js';

/** How many open grants, and how many scheduled ones, a projection looks at. */
export const MOST_GRANTS_AHEAD = 1_000;

/** Why a projection says little: nothing to go by, or nothing used lately. */
export const PROJECTION_REASONS = ['not_enough_data', 'no_usage'] as const;

/**
 * What becomes of a pool if it is used as it was lately. An estimate: grants burn, start and expire as they are now, by
 * days of 24 hours, and no others come. Where nothing is left, nothing is used until credits come.
 */
export const Projection = z
  .object({
    pace: z
      .object({
        perDay: Amount,
        days: z
          .number()
          .int()
          .openapi({ description: 'How many days it is the mean of: 7, or 3 to 6 of a younger pool.', example: 7 }),
        basis: z.literal('last_7_days').openapi({
          description:
            'The last 7 complete days in the time zone of the customer, by when usage happened; only those from its ' +
            'first usage on.',
        }),
      })
      .nullable()
      .openapi({ description: 'Mean usage of a day; null where there are not 3 complete days of it.' }),
    runsOutAt: Instant.nullable().openapi({
      description:
        'When nothing is left at this pace, used up or expired; `asOf` where nothing is left now. null: not before the ' +
        'horizon, or no pace.',
    }),
    expiringUnused: z
      .object({
        amount: Amount,
        by: z.array(z.object({ at: Instant, amount: Amount })).openapi({ description: 'Soonest first.' }),
      })
      .nullable()
      .openapi({
        description: 'What will expire unused at this pace, up to the horizon; null where there is no pace.',
      }),
    reason: z
      .enum(PROJECTION_REASONS)
      .nullable()
      .openapi({
        description:
          'not_enough_data: the first usage is not 3 complete days old, or there is none. no_usage: none in the last 7 ' +
          'complete days; what is said is then what expiry alone does.',
      }),
    isComplete: z.boolean().openapi({
      description:
        `false: there are more than ${MOST_GRANTS_AHEAD} open grants. Those that burn last count as if they never ` +
        'expired: it runs out no later, and no less expires.',
    }),
    horizon: Instant.openapi({
      description: `Nothing is said of what comes later: three years ahead, or where scheduled grants beyond ${MOST_GRANTS_AHEAD} start.`,
    }),
  })
  .openapi('Projection');
export type Projection = z.infer<typeof Projection>;
