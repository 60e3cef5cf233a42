import type { Balance } from '../../../contract/index.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import { statusOf, type Subscription } from '../../../ledger/subscriptions/subscription.js';
import type { Store } from '../../../store/ports/store.js';
import { notFound } from '../../mounting/rejection.js';
import { balanceView, blankFigures } from '../../../views/balances/balance.js';

/**
 * Returns the pools with history, and empty pools of the credit types that active plans use. Counts due changes without
 * writing them. An unknown customer has no pools.
 *
 * @param resourceId `undefined` for the pools of all resources
 */
export async function customerBalances(
  store: Store,
  customerId: string,
  resourceId: string | undefined,
  nowMs: Ms,
): Promise<Balance[]> {
  const [figures, subscriptions, catalog] = await Promise.all([
    store.balances(customerId, resourceId === undefined ? {} : { resourceId }, nowMs),
    store.subscriptions(customerId),
    store.catalog(),
  ]);
  const pool = resourceId ?? '';
  const touched = new Set(figures.map(({ account }) => (account.resourceId === pool ? account.creditTypeId : '')));
  const blank = [...plannedCreditTypes(subscriptions, catalog, nowMs)]
    .filter((creditTypeId) => !touched.has(creditTypeId))
    .map((creditTypeId) => blankFigures({ customerId, creditTypeId, resourceId: pool }));
  if (blank.length === 0) return figures.map((row) => balanceView(row, catalog, nowMs));
  return [...figures, ...blank]
    .sort(
      ({ account: a }, { account: b }) => order(a.creditTypeId, b.creditTypeId) || order(a.resourceId, b.resourceId),
    )
    .map((row) => balanceView(row, catalog, nowMs));
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

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
