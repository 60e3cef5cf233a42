import { type Balance, MOST_POOLS } from '../../../contract/index.js';
import type { AccountFigures } from '../../../ledger/accounts/figures.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import { statusOf, type Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { PoolPlace } from '../../../store/ports/balances.js';
import type { Store } from '../../../store/ports/store.js';
import { type Page, pageOf, poolCursor } from '../../mounting/cursors.js';
import { notFound } from '../../mounting/rejection.js';
import { balanceView, blankFigures } from '../../../views/balances/balance.js';

export type PoolQuery = {
  /** `undefined` for the pools of all resources. */
  readonly resourceId?: string | undefined;
  readonly after: PoolPlace | null;
  readonly limit: number;
};

/**
 * Returns a page of the pools with history, and of empty pools of the credit types that active plans use. Counts due
 * changes without writing them. An unknown customer has no pools.
 */
export async function balancePage(
  store: Store,
  customerId: string,
  { resourceId, after, limit }: PoolQuery,
  nowMs: Ms,
): Promise<Page<Balance>> {
  const own = resourceId === undefined ? {} : { resourceId };
  const [figures, subscriptions, catalog] = await Promise.all([
    store.balances(customerId, { ...own, after, limit: limit + 1 }, nowMs),
    store.subscriptions(customerId),
    store.catalog(),
  ]);
  const blank = blankPools(customerId, resourceId ?? '', plannedCreditTypes(subscriptions, catalog, nowMs), figures);
  const rows = [...figures, ...blank.filter(({ account }) => after === null || comparePlaces(account, after) > 0)];
  if (blank.length > 0) rows.sort((a, b) => comparePlaces(a.account, b.account));
  const page = pageOf(rows, limit, ({ account }) => poolCursor.write(placeOf(account)));
  return { ...page, data: page.data.map((row) => balanceView(row, catalog, nowMs)) };
}

export type Snapshot = { readonly balances: Balance[]; readonly isComplete: boolean };

/** All pools; of a customer with more than the limit, those without a resource and those that changed last. */
export async function balanceSnapshot(
  store: Store,
  customerId: string,
  nowMs: Ms,
  limit = MOST_POOLS,
): Promise<Snapshot> {
  const { data, nextCursor } = await balancePage(store, customerId, { after: null, limit }, nowMs);
  if (nextCursor === null) return { balances: data, isComplete: true };
  const general = await balancePage(store, customerId, { resourceId: '', after: null, limit }, nowMs);
  const [latest, catalog] = await Promise.all([
    store.balances(customerId, { order: 'latest', limit }, nowMs),
    store.catalog(),
  ]);
  const pools = [...general.data, ...latest.map((row) => balanceView(row, catalog, nowMs))];
  const byPlace = new Map(pools.map((pool) => [`${pool.creditTypeId}|${pool.resourceId ?? ''}`, pool]));
  return { balances: [...byPlace.values()], isComplete: false };
}

/** A pool without history is empty. @throws Rejection `not_found` */
export async function poolBalance(store: Store, account: AccountRef, nowMs: Ms): Promise<Balance> {
  const { customerId, creditTypeId, resourceId } = account;
  const [[figures], catalog] = await Promise.all([
    store.balances(customerId, { creditTypeId, resourceId }, nowMs),
    store.catalog(),
  ]);
  if (figures) return balanceView(figures, catalog, nowMs);
  if (!(await store.customer(customerId))) throw notFound('customer', customerId);
  if (!catalog.creditTypes.has(creditTypeId)) throw notFound('credit type', creditTypeId);
  return balanceView(blankFigures(account), catalog, nowMs);
}

function blankPools(
  customerId: string,
  resourceId: string,
  creditTypeIds: ReadonlySet<string>,
  found: readonly AccountFigures[],
): AccountFigures[] {
  const touched = new Set(
    found.filter(({ account }) => account.resourceId === resourceId).map(({ account }) => account.creditTypeId),
  );
  return [...creditTypeIds]
    .filter((creditTypeId) => !touched.has(creditTypeId))
    .map((creditTypeId) => blankFigures({ customerId, creditTypeId, resourceId }));
}

function plannedCreditTypes(subscriptions: readonly Subscription[], catalog: Catalog, nowMs: Ms): Set<string> {
  return new Set(
    subscriptions
      .filter((subscription) => statusOf(subscription, nowMs) === 'active')
      .flatMap(({ planId, planVersion }) => {
        const plan = catalog.plans.get(planId)?.find(({ version }) => version === planVersion);
        return plan ? [plan.creditTypeId] : [];
      }),
  );
}

export const placeOf = ({ creditTypeId, resourceId }: AccountRef): PoolPlace => ({ creditTypeId, resourceId });

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePlaces = (a: PoolPlace, b: PoolPlace): number =>
  order(a.creditTypeId, b.creditTypeId) || order(a.resourceId, b.resourceId);
