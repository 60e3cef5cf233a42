import { createRoute, z } from '@hono/zod-openapi';
import { Actor, ACTOR_TYPES } from '../grants/grants.js';
import { problems } from '../shared/problems.js';
import { answer, forCustomer, forHost, page, PAGE } from '../shared/route.js';
import { Amount, Id, Instant, InstantInput, TimeZone } from '../shared/scalars.js';

/** What an entry records. Types that no command of this version writes are not listed. */
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
    id: z.string().openapi({ description: 'Credit type, resource and sequence: unique within the customer.' }),
    creditTypeId: z.string(),
    resourceId: z.string().nullable(),
    sequence: z.number().int().openapi({ description: '1, 2, 3, … per pool, without a gap.' }),
    at: Instant,
    type: z.enum(ENTRY_TYPES),
    delta: Amount,
    balanceBefore: Amount,
    balanceAfter: Amount,
    grantId: z.string().nullable().openapi({ description: 'null: the overdraft.' }),
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

/** An entry as its customer sees it: who did it by kind only. */
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

/** What one event did to a pool, or one other cause in one moment: entries that stand together in the ledger. */
export const EventGroup = z
  .object({
    eventId: z.string().nullable(),
    source: z.object({ type: z.string(), id: z.string() }),
    at: Instant,
    types: z.array(z.enum(ENTRY_TYPES)).openapi({ description: 'Of its entries, each once, in their order.' }),
    featureId: z.string().nullable(),
    userId: z.string().nullable(),
    reason: z.string().nullable(),
    ...groupFigures,
  })
  .openapi('LedgerEventGroup');
export type EventGroup = z.infer<typeof EventGroup>;

/** What one day of the time zone did to a pool. Days without entries are left out. */
export const DayGroup = z
  .object({
    date: z.iso.date().openapi({ description: 'In the time zone.', example: '2026-11-30' }),
    startsAt: Instant,
    endsAt: Instant.openapi({ description: 'Not included itself.' }),
    ...groupFigures,
  })
  .openapi('LedgerDayGroup');
export type DayGroup = z.infer<typeof DayGroup>;

export const LEDGER_GROUPS = ['event', 'day'] as const;

const typeNames = ENTRY_TYPES.join(', ');
const EntryTypes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(ENTRY_TYPES, { error: `must be some of ${typeNames}, with commas between` })))
  .openapi({ type: 'string', description: 'One or several, with commas between.', example: 'consumed,expired' });

const filters = {
  resourceId: Id.optional().openapi({ description: 'The pool of this resource; the general pool when absent.' }),
  type: EntryTypes.optional(),
  source: Id.optional().openapi({ description: 'The `type` of the source: `event`, `grant`, …' }),
  actorType: z.enum(ACTOR_TYPES).optional().openapi({ description: 'Only by actors of this kind.' }),
  featureId: Id.optional().openapi({ description: 'Only what usage of this feature burned.' }),
  userId: Id.optional().openapi({ description: 'Only what this user burned.' }),
  eventId: Id.optional().openapi({ description: 'Only what this event wrote.' }),
  grantId: Id.optional().openapi({ description: 'Only what moved this grant.' }),
  from: InstantInput.optional(),
  to: InstantInput.optional().openapi({ description: 'Not included itself.' }),
  order: z.enum(['asc', 'desc']).optional().openapi({ description: 'desc, newest first, when absent.' }),
  groupBy: z.enum(LEDGER_GROUPS).optional().openapi({
    description: 'One row for each event (or other cause), or for each day; `day` takes no filter but the time.',
  }),
  timeZone: TimeZone.optional().openapi({ description: 'Of the days; that of the customer when absent.' }),
  ...PAGE,
};

const onlyTime = ['from', 'to', 'order', 'groupBy', 'timeZone', 'creditTypeId', 'resourceId', 'limit', 'cursor'];

/** A day is read from where it begins and ends in the ledger, which a filter would pass by. */
function refuseFilteredDays(query: { readonly groupBy?: string | undefined }, context: z.RefinementCtx): void {
  if (query.groupBy !== 'day') return;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || onlyTime.includes(name)) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'does not go together with groupBy=day' });
  }
}

const description =
  'Filters that rest on no index look at a bounded number of entries: a page may then be short, or empty, and still ' +
  'have a `nextCursor` to go on from. Those by time and by types other than `consumed` always fill their pages.';

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
  summary: 'The ledger of one pool: its entries, or what each event or day did',
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
  summary: 'The ledger of one pool of the customer that the token names',
  description,
  ...forCustomer('read'),
  request: { query: z.strictObject({ creditTypeId: Id, ...filters }).superRefine(refuseFilteredDays) },
  responses: {
    200: answer(z.union([page(CustomerEntry), page(EventGroup), page(DayGroup)]), 'Entries, or groups of them'),
    ...problems('invalid_request', 'not_found'),
  },
});
