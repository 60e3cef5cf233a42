import { createRoute, z } from '@hono/zod-openapi';
import { Charge } from './events.js';
import { ProblemCodeName, problems } from '../shared/problems.js';
import { answer, forHost, IdempotencyKey, page, PAGE } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput } from '../shared/scalars.js';

/** What became of a report: it was recorded, or a rule refused it. */
export const EVENT_OUTCOMES = ['charged', 'refused'] as const;

const report = {
  id: z.string(),
  customerId: z.string().openapi({ description: 'As it was sent: a refused report may name nobody.' }),
  idempotencyKey: z.string(),
  receivedAt: Instant.openapi({ description: 'When it arrived; the ledger and the order of this list go by it.' }),
  timestamp: Instant.openapi({ description: 'When it happened, as reported; the charts go by it.' }),
  outcome: z.enum(EVENT_OUTCOMES),
  code: ProblemCodeName.nullable().openapi({ description: 'Why it was refused.' }),
  detail: z.string().nullable(),
  usedKey: z.boolean().openapi({
    description: 'false: it was refused and may be sent again with the same key once the reason is gone.',
  }),
  featureIds: z.array(z.string()).openapi({ description: 'The feature that it names, or those that it matched.' }),
  eventName: z.string().nullable(),
  userId: z.string().nullable(),
  resourceId: z.string().nullable(),
};

/** A report as lists show it. Its dimensions are not kept: they may say more of people than they should. */
export const ReportedEvent = z
  .object({ ...report, charges: z.array(Charge.pick({ creditTypeId: true, featureId: true, amount: true })) })
  .openapi('ReportedEvent');
export type ReportedEvent = z.infer<typeof ReportedEvent>;

/** Everything that is known of one charge, and where the rest of it can be read. */
export const ReceiptCharge = Charge.extend({
  exactAmount: z.string().openapi({
    description: 'Quantity × credits ÷ units before rounding, as a fraction in lowest terms.',
    example: '100/3',
  }),
  rounding: z.enum(['none', 'up', 'down']).openapi({ description: 'Half up, to a millionth, once for each charge.' }),
  balanceBefore: Amount,
  usageBucket: Instant.openapi({ description: 'The start of the quarter hour in which the charts count it.' }),
  links: z
    .object({
      entries: z
        .string()
        .nullable()
        .openapi({ description: 'The ledger, from its first entry; null: nothing was burned.' }),
      usage: z.string().openapi({ description: 'The chart, at its hour.' }),
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
  summary: 'Search the reports of a customer, newest first, refused ones included',
  description:
    'A page reads a bounded number of reports: with filters it may be short, or empty, and still have a `nextCursor`. ' +
    'Refused reports that left their key unused are kept for 35 days, at most ten of a customer in one batch and 1,000 ' +
    'in all; those refused for credits stay.',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      customerId: Id,
      featureId: Id.optional(),
      userId: Id.optional(),
      key: IdempotencyKey.optional().openapi({ description: 'The idempotency key; found at once.' }),
      outcome: z.enum(EVENT_OUTCOMES).optional(),
      from: InstantInput.optional().openapi({ description: 'By when reports arrived.' }),
      to: InstantInput.optional().openapi({ description: 'Not included itself.' }),
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(ReportedEvent), 'Reports'), ...problems('invalid_request') },
});

export const getEvent = createRoute({
  method: 'get',
  path: '/v1/events/{eventId}',
  summary: 'The receipt of one report: what it cost, by which rate, and which grants paid',
  ...forHost('read'),
  request: { params: z.object({ eventId: Id }) },
  responses: { 200: answer(Receipt, 'The receipt'), ...problems('invalid_request', 'not_found') },
});
