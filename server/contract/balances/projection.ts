import { z } from '@hono/zod-openapi';
import { Amount, Instant } from '../shared/scalars.js';

/** The largest number of open grants, and of scheduled grants, in a projection. */
export const MOST_GRANTS_AHEAD = 1_000;

export const PROJECTION_REASONS = ['not_enough_data', 'no_usage'] as const;

/** An estimate of a pool's future at its recent pace (semantics: Looking ahead). Days have 24 hours. */
export const Projection = z
  .object({
    pace: z
      .object({
        perDay: Amount,
        days: z
          .number()
          .int()
          .openapi({ description: 'Number of days in the mean: 7, or 3 to 6 for a younger pool.', example: 7 }),
        basis: z.literal('last_7_days').openapi({
          description:
            'The last 7 complete days in the time zone of the customer, without days before the first usage. Usage ' +
            'counts at the `timestamp` of its event.',
        }),
      })
      .nullable()
      .openapi({ description: 'Mean usage per day. null with fewer than 3 complete days of usage.' }),
    runsOutAt: Instant.nullable().openapi({
      description:
        'When the balance reaches zero at this pace, by usage and expiry. `asOf` if it is zero now. null if it lasts ' +
        'beyond the horizon, or without a pace.',
    }),
    expiringUnused: z
      .object({
        amount: Amount,
        by: z.array(z.object({ at: Instant, amount: Amount })).openapi({ description: 'Soonest first.' }),
      })
      .nullable()
      .openapi({
        description: 'Credits that will expire unused at this pace, up to the horizon. null without a pace.',
      }),
    reason: z
      .enum(PROJECTION_REASONS)
      .nullable()
      .openapi({
        description:
          'not_enough_data: the first usage is less than 3 complete days old, or there is none. no_usage: there was none ' +
          'in the last 7 complete days, so only expiry is projected.',
      }),
    isComplete: z.boolean().openapi({
      description:
        `false if there are more than ${MOST_GRANTS_AHEAD} open grants. The further grants burn last, and count as if ` +
        'they never expired.',
    }),
    horizon: Instant.openapi({
      description: `End of the projection: three years ahead, or the start of the first scheduled grant beyond ${MOST_GRANTS_AHEAD}.`,
    }),
  })
  .openapi('Projection');
export type Projection = z.infer<typeof Projection>;
