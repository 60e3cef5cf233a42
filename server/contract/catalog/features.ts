import { createRoute, z } from '@hono/zod-openapi';
import { problems, writeProblems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyHeaders, page, PAGE } from '../shared/route.js';
import { Amount, ColorSlot, Id, Instant, PositiveAmountInput, Text, Unit } from '../shared/scalars.js';

/** Turns raw events into usage of a feature: counts matching events, or sums one of their numeric dimensions. */
export const Meter = z
  .strictObject({
    eventName: Id,
    filters: z
      .record(Id, Text(500))
      .refine((filters) => Object.keys(filters).length <= 10, 'must have at most 10 entries')
      .optional()
      .openapi({ description: 'An event counts only if it has all of these dimensions with these values.' }),
    aggregation: z.enum(['count', 'sum']),
    property: Id.optional().openapi({ description: 'The dimension to sum. Required for "sum".' }),
  })
  .superRefine((meter, context) => {
    if (meter.aggregation === 'sum' && meter.property === undefined) {
      context.addIssue({ code: 'custom', path: ['property'], message: 'is required when the aggregation is "sum"' });
    }
    if (meter.aggregation === 'count' && meter.property !== undefined) {
      context.addIssue({ code: 'custom', path: ['property'], message: 'is allowed for the aggregation "sum" only' });
    }
  })
  .openapi('Meter');

/** A price: `credits` for every `units` of usage, in exact proportion. */
export const RateInput = z
  .strictObject({ creditTypeId: Id, credits: PositiveAmountInput, units: PositiveAmountInput })
  .openapi('RateInput');

export const Feature = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: Unit,
    meter: z.object({
      eventName: z.string(),
      filters: z.record(z.string(), z.string()),
      aggregation: z.enum(['count', 'sum']),
      property: z.string().nullable(),
    }),
    defaultRates: z.array(z.object({ creditTypeId: z.string(), credits: Amount, units: Amount })),
    colorSlot: ColorSlot,
    createdAt: Instant,
  })
  .openapi('Feature');
export type Feature = z.infer<typeof Feature>;

const DefaultRates = z
  .array(RateInput)
  .max(10)
  .refine(
    (rates) => new Set(rates.map((rate) => rate.creditTypeId)).size === rates.length,
    'must name each credit type once',
  )
  .openapi({
    description: 'Rates for customers without a plan that prices this feature. All of them are charged.',
  });

export const NewFeature = z
  .strictObject({
    id: Id,
    name: Text(100),
    unit: Unit,
    meter: Meter,
    defaultRates: DefaultRates.optional(),
  })
  .openapi('NewFeature');

/** Changes the fields that are sent. `defaultRates` are replaced as a whole; `null` clears them. */
export const FeatureEdit = z
  .strictObject({
    name: Text(100).optional(),
    unit: Unit.optional(),
    defaultRates: DefaultRates.nullable().optional(),
  })
  .openapi('FeatureEdit');

const path = { params: z.object({ id: Id }) };

export const createFeature = createRoute({
  method: 'post',
  path: '/v1/features',
  summary: 'Create a metered feature',
  ...forHost('catalog'),
  request: { headers: IdempotencyHeaders, body: body(NewFeature) },
  responses: {
    201: answer(Feature, 'The feature'),
    ...writeProblems(
      'invalid_request',
      'idempotency_key_required',
      'not_found',
      'already_exists',
      'idempotency_conflict',
      'credit_type_archived',
      'rate_too_small',
    ),
  },
});

export const listFeatures = createRoute({
  method: 'get',
  path: '/v1/features',
  summary: 'List features',
  ...forHost('read'),
  request: { query: z.strictObject(PAGE) },
  responses: { 200: answer(page(Feature), 'Features by id'), ...problems('invalid_request') },
});

export const getFeature = createRoute({
  method: 'get',
  path: '/v1/features/{id}',
  summary: 'Read a feature',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(Feature, 'The feature'), ...problems('not_found') },
});

export const editFeature = createRoute({
  method: 'patch',
  path: '/v1/features/{id}',
  summary: 'Change the name, the unit or the default rates of a feature',
  description:
    'The meter cannot change, because past usage was charged by it. To count differently, create another feature. ' +
    'New rates apply to events that arrive afterwards.',
  ...forHost('catalog'),
  request: { ...path, body: body(FeatureEdit) },
  responses: {
    200: answer(Feature, 'The feature'),
    ...writeProblems('invalid_request', 'not_found', 'credit_type_archived', 'rate_too_small'),
  },
});
