import { type Change, CUSTOMER_SCOPES, getMe, listCustomerChanges, type Me } from '../../../contract/index.js';
import { formatAmount } from '../../../ledger/values/amount.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { statusOf, type Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { BalanceFilter } from '../../../store/ports/balances.js';
import { NO_ENTRY_FILTER } from '../../../store/ports/entries.js';
import type { HttpDeps } from '../../context.js';
import { eventRuns } from '../balances/event-runs.js';
import { type App, mount } from '../../mounting/mount.js';
import type { Run } from '../../../views/balances/ledger-groups.js';
import { changeView } from '../../../views/customers/change.js';
import { instant } from '../../../views/shared/scalars.js';
import { requireCustomer, zoneOf } from './customers.js';

/** Pools that count as one request. */
const POOLS_A_REQUEST = 5;

export function mountMe(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, getMe, async ({ caller }) => {
    const [customer, subscriptions, catalog] = await Promise.all([
      requireCustomer(store, caller.customerId),
      store.subscriptions(caller.customerId),
      store.catalog(),
    ]);
    const data: Me = {
      customerId: customer.id,
      userId: caller.userId,
      name: customer.name,
      locale: customer.locale,
      timeZone: zoneOf(customer),
      subscriptions: subscriptions.flatMap((own) => ownSubscription(own, catalog, engine.clock.nowMs())),
      scopes: CUSTOMER_SCOPES.filter((scope) => caller.scopes.has(scope)),
      expiresAt: instant(caller.expiresAtMs),
    };
    return { status: 200, data };
  });

  mount(app, deps, listCustomerChanges, async ({ caller, query: { limit, creditTypeId, resourceId } }) => {
    await engine.catchUp(caller.customerId);
    const filter = {
      ...(creditTypeId !== undefined && { creditTypeId }),
      ...(resourceId !== undefined && { resourceId }),
    };
    const { pools, changes } = await latestChanges(deps, caller.customerId, filter, limit);
    return { status: 200, data: { data: changes }, weight: Math.ceil(pools / POOLS_A_REQUEST) };
  });
}

function ownSubscription(own: Subscription, catalog: Catalog, nowMs: Ms): Me['subscriptions'] {
  const status = statusOf(own, nowMs);
  const plan = catalog.plans.get(own.planId)?.find(({ version }) => version === own.planVersion);
  if (status === 'cancelled' || !plan) return [];
  return [
    {
      ...{ id: own.id, status, planId: own.planId, planName: plan.name, planType: plan.type },
      ...{ creditTypeId: plan.creditTypeId, limit: plan.limit, startAt: instant(own.startMs) },
      overdraftLimit: plan.overdraftLimit === null ? null : formatAmount(plan.overdraftLimit),
    },
  ];
}

/** The latest changes are in the pools that changed last, so no more pools are read than changes are listed. */
async function latestChanges(
  { store, engine }: HttpDeps,
  customerId: string,
  filter: BalanceFilter,
  limit: number,
): Promise<{ readonly pools: number; readonly changes: Change[] }> {
  const [pools, catalog] = await Promise.all([
    store.balances(customerId, { ...filter, order: 'latest', limit }, engine.clock.nowMs()),
    store.catalog(),
  ]);
  const newest = { fromMs: null, toMs: null, order: 'desc', afterSeq: null } as const;
  const runs: Run[] = [];
  // One after the other, so that one request uses one connection.
  for (const { account } of pools) {
    runs.push(...(await eventRuns(store, { account, filter: NO_ENTRY_FILTER, ...newest, limit })).runs);
  }
  const changes = runs
    .sort(([a], [b]) => b.atMs - a.atMs)
    .slice(0, limit)
    .map((run) => changeView(run, catalog));
  return { pools: pools.length, changes };
}
