import { createRoute, z } from '@hono/zod-openapi';
import { Problem, problems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyKey } from '../shared/route.js';
import { Amount, AmountInput, Id, InstantInput, Text } from '../shared/scalars.js';

const dimensionMessage = 'must be a string of at most 500 characters or a whole JSON number; send fractions as strings';

const Dimension = z
  .union([Text(500), z.number()], { error: dimensionMessage })
  .transform((value, context) => {
    if (typeof value === 'string') return value;
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
    context.addIssue({ code: 'custom', message: dimensionMessage });
    return z.NEVER;
  })
  .openapi({ type: ['string', 'integer'] });

/** The attributes that meters read. The dimension `userId` means the same as the field `userId` of the event. */
const Dimensions = z
  .record(Id, Dimension)
  .refine((pairs) => Object.keys(pairs).length <= 50, 'must have at most 50 entries');

const usage = {
  customerId: Id,
  timestamp: InstantInput.optional().openapi({
    description:
      'When the usage happened, for the charts. Now if absent. At most 35 days ago (a server setting) and 5 minutes ahead.',
  }),
  featureId: Id.optional(),
  quantity: AmountInput.optional(),
  eventName: Id.optional(),
  dimensions: Dimensions.optional(),
  userId: Id.optional(),
  resourceId: Id.optional().openapi({ description: 'Burns only credits of this resource.' }),
  enforce: z.boolean().optional().openapi({
    description: 'true refuses usage above the limit with 402. Otherwise the usage is always recorded.',
  }),
};

type ReportedUsage = z.output<z.ZodObject<typeof usage>>;

function requireOneForm(event: ReportedUsage, context: z.core.$RefinementCtx): void {
  if ((event.featureId === undefined) === (event.eventName === undefined)) {
    context.addIssue({ code: 'custom', path: ['featureId'], message: 'name either a featureId or an eventName' });
  }
  if (event.quantity !== undefined && event.featureId === undefined) {
    context.addIssue({ code: 'custom', path: ['quantity'], message: 'is allowed with featureId only' });
  }
  const user = event.dimensions?.['userId'];
  if (user !== undefined && event.userId !== undefined && user !== event.userId) {
    context.addIssue({ code: 'custom', path: ['userId'], message: 'differs from dimensions.userId' });
  }
  if (user !== undefined && !Id.safeParse(user).success) {
    context.addIssue({ code: 'custom', path: ['dimensions', 'userId'], message: 'must be an id' });
  }
}

/** Names either `featureId` and a `quantity` (1 if absent), or `eventName` and `dimensions`, which features meter. */
export const NewEvent = z
  .strictObject({ ...usage, idempotencyKey: IdempotencyKey })
  .superRefine(requireOneForm)
  .openapi('NewEvent');

/** An event to estimate. It has no idempotency key, and `enforce` has no effect. */
export const SupposedEvent = z.strictObject(usage).superRefine(requireOneForm).openapi('SupposedEvent');

/** The criterion that put a grant before the next one. `only_grant`: no grant follows. `overdraft`: no grant paid. */
export const BURN_REASONS = [
  'priority',
  'expiry',
  'category',
  'effective_date',
  'creation',
  'id',
  'only_grant',
  'overdraft',
] as const;

/** The amount that one grant paid. `grantId` is `null` for the part that became overdraft. */
export const Allocation = z
  .object({
    grantId: z.string().nullable(),
    amount: Amount,
    why: z.enum(BURN_REASONS).openapi({
      description:
        'The criterion of the burn order that put this grant before the next one. `only_grant`: no grant follows. ' +
        '`overdraft`: no grant could pay this amount.',
    }),
  })
  .openapi('Allocation');

export const Charge = z
  .object({
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    featureId: z.string(),
    quantity: Amount,
    rate: z.object({ credits: Amount, units: Amount }),
    planId: z.string().nullable(),
    planVersion: z.number().int().nullable(),
    amount: Amount,
    balance: Amount,
    available: Amount,
    overdraft: Amount,
    allocations: z.array(Allocation),
    entries: z
      .object({ first: z.number().int(), last: z.number().int() })
      .nullable()
      .openapi({ description: 'Sequence numbers of the entries written to the pool. null if nothing was burned.' }),
  })
  .openapi('Charge');
export type Charge = z.infer<typeof Charge>;

export const EventReceipt = z
  .object({
    eventId: z.string().openapi({ example: 'evt_01kams3q5peq6s6ww1a1b2c3d4' }),
    duplicate: z
      .boolean()
      .openapi({ description: 'true if the key was used before. The answer is then the answer to the first request.' }),
    charges: z.array(Charge),
    unrated: z.array(z.string()).openapi({ description: 'Matched features without a rate, which were not charged.' }),
  })
  .openapi('EventReceipt');
export type EventReceipt = z.infer<typeof EventReceipt>;

export const reportEvent = createRoute({
  method: 'post',
  path: '/v1/events',
  summary: 'Report usage and burn credits',
  ...forHost('usage'),
  request: { body: body(NewEvent) },
  responses: {
    200: answer(EventReceipt, 'The charge. It is durable.'),
    ...problems(
      'invalid_request',
      'insufficient_credits',
      'not_found',
      'idempotency_conflict',
      'no_rate',
      'no_meter',
      'timestamp_out_of_range',
      'amount_out_of_range',
      'overloaded',
      'clock_jumped',
      'unavailable',
    ),
  },
});

/** In bytes. */
const LARGEST_BATCH_BODY = 1024 * 1024;

/** Each event is parsed separately, so that an invalid event fails alone. */
const BatchItem = z
  .unknown()
  .transform((event) => NewEvent.safeParse(event))
  .openapi({ allOf: [{ $ref: '#/components/schemas/NewEvent' }] });

export const EventBatch = z.strictObject({ events: z.array(BatchItem).min(1).max(1_000) }).openapi('EventBatch');

export const EventBatchResults = z
  .object({
    results: z.array(z.union([EventReceipt, Problem])).openapi({
      description: 'The receipt or the problem of each event, in the order of `events`.',
    }),
  })
  .openapi('EventBatchResults');
export type EventBatchResults = z.infer<typeof EventBatchResults>;

export const reportEvents = createRoute({
  method: 'post',
  path: '/v1/events/batch',
  summary: 'Report up to 1,000 events, each with its own result',
  description:
    'A refused event does not fail the others: read the `code` of each result. The same batch may be sent again.',
  'x-max-body-bytes': LARGEST_BATCH_BODY,
  ...forHost('usage'),
  request: { body: body(EventBatch) },
  responses: {
    200: answer(EventBatchResults, 'The result of each event. All charges are durable.'),
    ...problems('invalid_request', 'payload_too_large', 'overloaded', 'clock_jumped', 'unavailable'),
  },
});
