import type { z } from '@hono/zod-openapi';
import { type GrantGroup, listCustomerGrants, listGrants } from '../../../contract/index.js';
import { formatAmount } from '../../../ledger/values/amount.js';
import { grantPlace } from '../../../ledger/grants/answer.js';
import type { GrantAnswer } from '../../../ledger/grants/grant.js';
import type { GrantFilter, GrantGrouping } from '../../../store/ports/grants.js';
import { grantCursor, type Page, pageOf } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { invalidField } from '../../mounting/rejection.js';
import { customerGrantView, grantView } from '../../../views/grants/grant.js';
import { requireCustomer } from '../customers/customers.js';

/** Due changes are written before each list, so that the stored statuses are current. */
export function mountGrantLists(app: App, deps: HttpDeps): void {
  const { store, engine, apiKeys } = deps;

  mount(app, deps, listGrants, async ({ query }) => {
    const { customerId, actor = null, groupBy } = query;
    await requireCustomer(store, customerId);
    await engine.catchUp(customerId);
    const filter = { ...grantFilter(customerId, query), actorId: actor };
    if (groupBy !== undefined) return { status: 200, data: await groupPage(deps, filter, groupBy) };
    const page = await grantPage(deps, filter, query);
    return { status: 200, data: { ...page, data: await Promise.all(page.data.map((row) => grantView(row, apiKeys))) } };
  });

  mount(app, deps, listCustomerGrants, async ({ query, caller }) => {
    await engine.catchUp(caller.customerId);
    const filter = grantFilter(caller.customerId, query);
    if (query.groupBy !== undefined) return { status: 200, data: await groupPage(deps, filter, query.groupBy) };
    const page = await grantPage(deps, filter, query);
    return { status: 200, data: { ...page, data: page.data.map(customerGrantView) } };
  });
}

type Filters = Omit<z.output<NonNullable<typeof listCustomerGrants.request>['query']>, 'groupBy'>;

const grantFilter = (customerId: string, query: Filters): GrantFilter => ({
  customerId,
  creditTypeId: query.creditTypeId ?? null,
  resourceId: query.resourceId ?? null,
  status: query.status ?? null,
  past: query.past ?? null,
  category: query.category ?? null,
  source: query.source ?? null,
  actorId: null,
  fromMs: query.from ?? null,
  toMs: query.to ?? null,
  atMs: query.at ?? null,
});

async function groupPage({ store }: HttpDeps, filter: GrantFilter, by: GrantGrouping): Promise<Page<GrantGroup>> {
  const groups = await store.grantGroups(filter, by);
  const data = groups.map(({ key, count, amount, remaining }) => ({
    ...{ key, count, amount: formatAmount(amount), remaining: formatAmount(remaining) },
  }));
  return { data, nextCursor: null };
}

async function grantPage(
  { store, engine }: HttpDeps,
  filter: GrantFilter,
  { order = 'newest', cursor, limit }: Filters,
): Promise<Page<GrantAnswer>> {
  const after = grantCursor.read(cursor);
  if (after !== null && after.order !== order) throw invalidField('cursor', 'is of a list in another order');
  const rows = await store.grants({ ...filter, order, after, limit: limit + 1 }, engine.clock.nowMs());
  return pageOf(rows, limit, (last) => grantCursor.write({ order, ...grantPlace(last) }));
}
