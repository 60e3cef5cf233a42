import { type Balance, MOST_GRANTS_AHEAD, type Projection } from '../../../contract/index.js';
import { horizonOf, PACE_DAYS, project } from '../../../ledger/outlook/projection.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import { lastDays } from '../../../time/calendar/periods.js';
import type { HttpDeps } from '../../context.js';
import type { Page } from '../../mounting/cursors.js';
import { noProjection, projectionView } from '../../../views/balances/projection.js';
import { requireCustomer, zoneOf } from '../customers/customers.js';
import { balancePage, type PoolQuery } from './current.js';

/** Writes due entries first. @throws Rejection `not_found` */
export async function withProjection(
  deps: HttpDeps,
  account: AccountRef,
  read: (nowMs: Ms) => Promise<Balance>,
): Promise<Balance> {
  const { days, nowMs } = await present(deps, account.customerId, account);
  const balance = await read(nowMs);
  return { ...balance, projection: await projectionOf(deps, account, days, nowMs) };
}

/** One after the other, so that one request uses one connection. @throws Rejection `not_found` */
export async function projectedPage(deps: HttpDeps, customerId: string, query: PoolQuery): Promise<Page<Balance>> {
  const { days, nowMs } = await present(deps, customerId);
  const page = await balancePage(deps.store, customerId, query, nowMs);
  const data: Balance[] = [];
  for (const balance of page.data) {
    data.push({ ...balance, projection: await projectionOf(deps, accountOf(customerId, balance), days, nowMs) });
  }
  return { ...page, data };
}

const accountOf = (customerId: string, { creditTypeId, resourceId }: Balance): AccountRef => ({
  ...{ customerId, creditTypeId, resourceId: resourceId ?? '' },
});

/** @param account the only pool that is read; all if absent */
async function present({ store, engine }: HttpDeps, customerId: string, account?: AccountRef) {
  const timeZone = zoneOf(await requireCustomer(store, customerId));
  await engine.catchUp(customerId, account);
  const nowMs = engine.clock.nowMs();
  return { nowMs, days: lastDays(timeZone, nowMs, PACE_DAYS.most) };
}

/** @param days the starts of the last complete days and of today */
async function projectionOf(
  { store }: HttpDeps,
  account: AccountRef,
  days: readonly Ms[],
  nowMs: Ms,
): Promise<Projection> {
  const outlook = await store.outlook(account, MOST_GRANTS_AHEAD);
  const { firstUseMs } = outlook;
  const [today = nowMs] = days.slice(-1);
  // The day of the first usage counts as complete.
  const counted = days.slice(1).filter((endMs) => firstUseMs !== null && firstUseMs < endMs).length;
  const fromMs = days[PACE_DAYS.most - counted] ?? today;
  if (counted < PACE_DAYS.least) return noProjection(outlook, horizonOf(outlook, nowMs));
  const { series } = await store.usage({
    ...{ account, featureId: null, userId: null, groupBy: 'none', mostSeries: 1 },
    ...{ bounds: [fromMs, today], previousFromMs: fromMs },
  });
  const pace = { used: series[0]?.amounts[0] ?? 0n, days: counted };
  return projectionView(project(outlook, pace, nowMs), pace, outlook);
}
