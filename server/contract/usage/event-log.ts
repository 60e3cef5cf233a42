import { createRoute, z } from '@hono/zod-openapi';
import { Charge } from './events.js';
import { ProblemCodeName, problems } from '../shared/problems.js';
import { answer, forHost, IdempotencyKey, page, PAGE } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput } from '../shared/scalars.js';

export const EVENT_OUTCOMES = ['charged', 'refused'] as const;

const report = {
  id: z.string(),
  customerId: z.string().openapi({ description: 'As sent. A refused report may name an unknown customer.' }),
  idempotencyKey: z.string(),
  receivedAt: Instant.openapi({ description: 'When the report arrived. Orders the ledger and this list.' }),
  timestamp: Instant.openapi({ description: 'When the usage happened, as reported. Used by the charts.' }),
  outcome: z.enum(EVENT_OUTCOMES),
  code: ProblemCodeName.nullable().openapi({ description: 'The reason of a refusal.' }),
  detail: z.string().nullable(),
  usedKey: z.boolean().openapi({
    description: 'false if the report was refused without using its key: the same key may be sent again.',
  }),
  featureIds: z.array(z.string()).openapi({ description: 'The features that the report named or matched.' }),
  eventName: z.string().nullable(),
  userId: z.string().nullable(),
  resourceId: z.string().nullable(),
};

/** A report in a list. Dimensions are not stored, because they may contain personal data. */
export const ReportedEvent = z
  .object({ ...report, charges: z.array(Charge.pick({ creditTypeId: true, featureId: true, amount: true })) })
  .openapi('ReportedEvent');
export type ReportedEvent = z.infer<typeof ReportedEvent>;

export const ReceiptCharge = Charge.extend({
  exactAmount: z.string().openapi({
    description: 'Quantity × credits ÷ units before rounding, as a fraction in lowest terms.',
    example: '100/3',
  }),
  rounding: z
    .enum(['none', 'up', 'down'])
    .openapi({ description: 'Direction of the rounding to a millionth: half up, once for each charge.' }),
  balanceBefore: Amount,
  usageBucket: Instant.openapi({ description: 'Start of the quarter hour in which charts count the charge.' }),
  links: z
    .object({
      entries: z
        .string()
        .nullable()
        .openapi({ description: 'The ledger from the first entry of the charge. null if nothing was burned.' }),
      usage: z.string().openapi({ description: 'The usage of the hour in which the event happened.' }),
      grants: z.array(z.string()).openapi({ description: 'The grants that paid.' }),
    })
    .openapi({ description: 'Paths of this API.' }),
}).openapi('ReceiptCharge');
export type ReceiptCharge = z.infer<typeof ReceiptCharge>;

export const Receipt = z
  .object({ ...report, charges: z.array(ReceiptCharge), unrated: z.array(z.string()) })
  .openapi('Receipt');
export type Receipt = z.infer<typeof Receipt>;

export const listEvents = createRoute({
  method: 'get',
  path: '/v1/events',
  summary: 'Search the reports of a customer, newest first, including refused ones',
  description:
    'A page examines a bounded number of reports, so a filtered page may be short or empty and still have a ' +
    '`nextCursor`. Refused reports that left their key unused are kept for 35 days, for each customer at most ten per ' +
    'batch and 1,000 in total. Reports refused for insufficient credits are kept without a limit.',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      customerId: Id,
      featureId: Id.optional(),
      userId: Id.optional(),
      key: IdempotencyKey.optional().openapi({
        description: 'The idempotency key of the report. This filter uses an index.',
      }),
      outcome: z.enum(EVENT_OUTCOMES).optional(),
      from: InstantInput.optional().openapi({ description: 'Only reports that arrived at or after this instant.' }),
      to: InstantInput.optional().openapi({ description: 'Only reports that arrived before this instant.' }),
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(ReportedEvent), 'Reports'), ...problems('invalid_request') },
});

export const getEvent = createRoute({
  method: 'get',
  path: '/v1/events/{eventId}',
  summary: 'Read the receipt of one report: cost, rate and the grants that paid',
  ...forHost('read'),
  request: { params: z.object({ eventId: Id }) },
  responses: { 200: answer(Receipt, 'The receipt'), ...problems('invalid_request', 'not_found') },
});
