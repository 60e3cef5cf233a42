import { type LedgerQuery, listCustomerEntries, listEntries } from '../../../contract/index.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { Customer } from '../../../store/ports/customers.js';
import type { EntryQuery } from '../../../store/ports/entries.js';
import type { Store } from '../../../store/ports/store.js';
import { instantCursor, pageOf, sequenceCursor } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { daySpans } from './day-spans.js';
import { eventRuns } from './event-runs.js';
import { beforeEvent } from './event-place.js';
import { type App, mount } from '../../mounting/mount.js';
import { customerEntryView, entryView } from '../../../views/balances/entry.js';
import { dayGroupView, eventGroupView } from '../../../views/balances/ledger-groups.js';
import { requireCreditType } from '../catalog/lists.js';
import { requireCustomer, zoneOf } from '../customers/customers.js';

export function mountLedger(app: App, deps: HttpDeps): void {
  const { store, apiKeys } = deps;

  mount(app, deps, listEntries, async ({ params, query }) => {
    const customer = await currentCustomer(deps, params.id, query);
    if (query.groupBy === 'day') return { status: 200, data: await dayPage(deps, customer, query) };
    if (query.groupBy === 'event') return { status: 200, data: await eventPage(deps, customer, query) };
    const page = await store.entries(await entryQuery(store, customer, query));
    const data = await Promise.all(page.entries.map((entry) => entryView(entry, apiKeys)));
    return { status: 200, data: { data, nextCursor: cursorAfter(page.nextAfterSeq) } };
  });

  mount(app, deps, listCustomerEntries, async ({ query, caller }) => {
    const customer = await currentCustomer(deps, caller.customerId, query);
    if (query.groupBy === 'day') return { status: 200, data: await dayPage(deps, customer, query) };
    if (query.groupBy === 'event') return { status: 200, data: await eventPage(deps, customer, query) };
    const page = await store.entries(await entryQuery(store, customer, query));
    return {
      status: 200,
      data: { data: page.entries.map(customerEntryView), nextCursor: cursorAfter(page.nextAfterSeq) },
    };
  });
}

/** Writes due entries first, so that the ledger is complete. */
async function currentCustomer({ store, engine }: HttpDeps, customerId: string, query: LedgerQuery): Promise<Customer> {
  const [customer, catalog] = await Promise.all([requireCustomer(store, customerId), store.catalog()]);
  requireCreditType(catalog, query.creditTypeId);
  await engine.catchUp(customerId, accountOf(customer, query));
  return customer;
}

const accountOf = (customer: Customer, { creditTypeId, resourceId = '' }: LedgerQuery): AccountRef => ({
  customerId: customer.id,
  creditTypeId,
  resourceId,
});

const cursorAfter = (seq: number | null): string | null =>
  seq === null ? null : sequenceCursor.write({ sequence: seq });

async function entryQuery(store: Store, customer: Customer, query: LedgerQuery): Promise<EntryQuery> {
  const { order = 'desc', eventId } = query;
  const account = accountOf(customer, query);
  const cursor = sequenceCursor.read(query.cursor)?.sequence ?? null;
  const seeks = cursor === null && eventId !== undefined;
  return {
    account,
    filter: {
      types: query.type ?? null,
      sourceType: query.source ?? null,
      actorType: query.actorType ?? null,
      actorId: query.actor ?? null,
      featureId: query.featureId ?? null,
      userId: query.userId ?? null,
      eventId: query.eventId ?? null,
      grantId: query.grantId ?? null,
    },
    fromMs: query.from ?? null,
    toMs: query.to ?? null,
    order,
    afterSeq: seeks ? await beforeEvent(store, account, eventId, order) : cursor,
    limit: query.limit,
  };
}

async function eventPage({ store }: HttpDeps, customer: Customer, query: LedgerQuery) {
  const page = await eventRuns(store, await entryQuery(store, customer, query));
  return { data: page.runs.map(eventGroupView), nextCursor: cursorAfter(page.nextAfterSeq) };
}

const EVER: { readonly fromMs: Ms; readonly toMs: Ms } = { fromMs: 0, toMs: Date.UTC(2200, 0, 1) };

async function dayPage({ store }: HttpDeps, customer: Customer, query: LedgerQuery) {
  const { order = 'desc', limit } = query;
  const at = instantCursor.read(query.cursor)?.atMs;
  const range = { fromMs: query.from ?? EVER.fromMs, toMs: query.to ?? EVER.toMs };
  const rest = order === 'asc' ? { ...range, fromMs: at ?? range.fromMs } : { ...range, toMs: at ?? range.toMs };
  const timeZone = query.timeZone ?? zoneOf(customer);
  const spans = await daySpans(store, { account: accountOf(customer, query), ...rest, order, timeZone, limit });
  const page = pageOf(spans, limit, ({ fromMs, toMs }) =>
    instantCursor.write({ atMs: order === 'asc' ? toMs : fromMs }),
  );
  return { ...page, data: page.data.map(dayGroupView) };
}
