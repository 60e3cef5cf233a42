import { createRoute, z } from '@hono/zod-openapi';
import { Actor, ACTOR_TYPES } from '../grants/grants.js';
import { problems } from '../shared/problems.js';
import { answer, forCustomer, forHost, page, PAGE } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput, TimeZone } from '../shared/scalars.js';

export const ENTRY_TYPES = [
  'granted',
  'activated',
  'consumed',
  'expired',
  'voided',
  'repaid',
  'adjusted',
  'updated',
] as const;

/** One row of the append-only ledger of a pool. */
export const Entry = z
  .object({
    id: z.string().openapi({ description: 'Credit type, resource and sequence. Unique within the customer.' }),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    sequence: z.number().int().openapi({ description: '1, 2, 3, … in each pool, without gaps.' }),
    at: Instant,
    type: z.enum(ENTRY_TYPES),
    delta: Amount,
    balanceBefore: Amount,
    balanceAfter: Amount,
    grantId: z.string().nullable().openapi({ description: 'null if the entry changes the overdraft.' }),
    source: z.object({ type: z.string(), id: z.string() }),
    actor: Actor,
    featureId: z.string().nullable(),
    userId: z.string().nullable(),
    eventId: z.string().nullable(),
    planId: z.string().nullable(),
    planVersion: z.number().int().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Entry');
export type Entry = z.infer<typeof Entry>;

/** An entry as its customer sees it: with only the type of the actor. */
export const CustomerEntry = Entry.omit({ actor: true })
  .extend({ actor: Actor.pick({ type: true }) })
  .openapi('CustomerEntry');
export type CustomerEntry = z.infer<typeof CustomerEntry>;

const groupFigures = {
  count: z.number().int().openapi({ description: 'The number of entries.' }),
  delta: Amount,
  balanceBefore: Amount,
  balanceAfter: Amount,
  firstSequence: z.number().int(),
  lastSequence: z.number().int(),
};

/** The sum of adjacent entries of one event, or of one other cause at one moment. */
export const EventGroup = z
  .object({
    eventId: z.string().nullable(),
    source: z.object({ type: z.string(), id: z.string() }),
    at: Instant,
    types: z.array(z.enum(ENTRY_TYPES)).openapi({ description: 'Distinct types of the entries, in order.' }),
    featureId: z.string().nullable(),
    userId: z.string().nullable(),
    reason: z.string().nullable(),
    ...groupFigures,
  })
  .openapi('LedgerEventGroup');
export type EventGroup = z.infer<typeof EventGroup>;

/** The sum of the entries of one day of the time zone. Days without entries have no group. */
export const DayGroup = z
  .object({
    date: z.iso.date().openapi({ description: 'The date in the time zone.', example: '2026-11-30' }),
    startsAt: Instant,
    endsAt: Instant.openapi({ description: 'Exclusive.' }),
    ...groupFigures,
  })
  .openapi('LedgerDayGroup');
export type DayGroup = z.infer<typeof DayGroup>;

export const LEDGER_GROUPS = ['event', 'day'] as const;

const typeNames = ENTRY_TYPES.join(', ');
const EntryTypes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(ENTRY_TYPES, { error: `must be a comma-separated list of ${typeNames}` })))
  .openapi({ type: 'string', description: 'One or more types, separated by commas.', example: 'consumed,expired' });

const filters = {
  resourceId: Id.optional().openapi({ description: 'Selects the pool of this resource. The general pool if absent.' }),
  type: EntryTypes.optional(),
  source: Id.optional().openapi({ description: 'The `type` of the source: `event`, `grant`, …' }),
  actorType: z.enum(ACTOR_TYPES).optional().openapi({ description: 'Only entries by actors of this type.' }),
  featureId: Id.optional().openapi({ description: 'Only entries of usage of this feature.' }),
  userId: Id.optional().openapi({ description: 'Only entries of usage by this user.' }),
  eventId: Id.optional().openapi({ description: 'Only entries of this event.' }),
  grantId: Id.optional().openapi({ description: 'Only entries that change this grant.' }),
  from: InstantInput.optional(),
  to: InstantInput.optional().openapi({ description: 'Exclusive.' }),
  order: z.enum(['asc', 'desc']).optional().openapi({ description: 'desc (newest first) if absent.' }),
  groupBy: z.enum(LEDGER_GROUPS).optional().openapi({
    description: 'One row for each event (or other cause), or for each day. `day` allows no filter except the time.',
  }),
  timeZone: TimeZone.optional().openapi({
    description: 'Time zone of the days. The time zone of the customer if absent.',
  }),
  ...PAGE,
};

const onlyTime = ['from', 'to', 'order', 'groupBy', 'timeZone', 'creditTypeId', 'resourceId', 'limit', 'cursor'];

/** A day is computed from its first and last balance, so filters cannot apply. */
function refuseFilteredDays(query: { readonly groupBy?: string | undefined }, context: z.RefinementCtx): void {
  if (query.groupBy !== 'day') return;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || onlyTime.includes(name)) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'is not allowed with groupBy=day' });
  }
}

const description =
  'A filter without an index examines a bounded number of entries, so a short or empty page may still have a ' +
  '`nextCursor`. Filters by time, and by types other than `consumed`, always fill their pages.';

export const LedgerQuery = z
  .strictObject({
    creditTypeId: Id,
    actor: Id.optional().openapi({ description: 'The `id` of the actor, such as an API key.' }),
    ...filters,
  })
  .superRefine(refuseFilteredDays);
export type LedgerQuery = z.output<typeof LedgerQuery>;

export const listEntries = createRoute({
  method: 'get',
  path: '/v1/customers/{id}/ledger',
  summary: 'List the entries of one pool, or their sums by event or day',
  description,
  ...forHost('read'),
  request: { params: z.object({ id: Id }), query: LedgerQuery },
  responses: {
    200: answer(z.union([page(Entry), page(EventGroup), page(DayGroup)]), 'Entries, or groups of them'),
    ...problems('invalid_request', 'not_found'),
  },
});

export const listCustomerEntries = createRoute({
  method: 'get',
  path: '/customer/v1/ledger',
  summary: "List the entries of one pool of the token's customer",
  description,
  ...forCustomer('read'),
  request: { query: z.strictObject({ creditTypeId: Id, ...filters }).superRefine(refuseFilteredDays) },
  responses: {
    200: answer(z.union([page(CustomerEntry), page(EventGroup), page(DayGroup)]), 'Entries, or groups of them'),
    ...problems('invalid_request', 'not_found'),
  },
});
