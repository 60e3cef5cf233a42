import {
  getBalance,
  listBalances,
  listCustomerBalances,
  MOST_POOLS,
  MOST_POOLS_WITH_HISTORY,
} from '../../../contract/index.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { HttpDeps } from '../../context.js';
import { poolCursor } from '../../mounting/cursors.js';
import { type App, mount } from '../../mounting/mount.js';
import { balancePage, poolBalance, type PoolQuery } from './current.js';
import { requireCustomer } from '../customers/customers.js';
import { pastBalance, pastBalancePage } from './past-balances.js';
import { projectedPage, withProjection } from './projections.js';

/** Pools that count as one request. */
const POOLS_A_REQUEST = 50;
const POOLS_WITH_HISTORY_A_REQUEST = 10;

export function mountBalances(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, listBalances, async ({ params: { id }, query }) => {
    const { at, include } = query;
    const asked = poolQuery(query, at !== undefined || include !== undefined);
    if (at !== undefined) return weighed(await pastBalancePage(deps, id, asked, at), POOLS_WITH_HISTORY_A_REQUEST);
    if (include !== undefined) return weighed(await projectedPage(deps, id, asked), POOLS_WITH_HISTORY_A_REQUEST);
    const page = await balancePage(store, id, asked, engine.clock.nowMs());
    // A customer with pools exists, so this check is needed only without any.
    if (page.data.length === 0) await requireCustomer(store, id);
    return weighed(page, POOLS_A_REQUEST);
  });

  mount(app, deps, getBalance, async ({ params: { id, creditTypeId }, query }) => {
    const { resourceId = '', at, include } = query;
    const account = { customerId: id, creditTypeId, resourceId };
    if (at !== undefined) return { status: 200, data: await pastBalance(deps, account, at) };
    const read = (nowMs: Ms) => poolBalance(store, account, nowMs);
    if (include === undefined) return { status: 200, data: await read(engine.clock.nowMs()) };
    return { status: 200, data: await withProjection(deps, account, read) };
  });

  mount(app, deps, listCustomerBalances, async ({ caller: { customerId }, query }) => {
    const asked = poolQuery(query, query.include !== undefined);
    if (query.include !== undefined) {
      return weighed(await projectedPage(deps, customerId, asked), POOLS_WITH_HISTORY_A_REQUEST);
    }
    return weighed(await balancePage(store, customerId, asked, engine.clock.nowMs()), POOLS_A_REQUEST);
  });
}

type Asked = {
  readonly resourceId?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

const poolQuery = ({ resourceId, limit, cursor }: Asked, readsHistory: boolean): PoolQuery => ({
  resourceId,
  after: poolCursor.read(cursor),
  limit: limit ?? (readsHistory ? MOST_POOLS_WITH_HISTORY : MOST_POOLS),
});

const weighed = <T>(data: { data: T[]; nextCursor: string | null }, poolsARequest: number) => ({
  ...{ status: 200 as const, data, weight: Math.ceil(data.data.length / poolsARequest) },
});
