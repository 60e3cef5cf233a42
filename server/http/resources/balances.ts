import { getBalance, listBalances, listCustomerBalances } from '../../contract/index.js';
import type { HttpDeps } from '../deps.js';
import { type App, mount } from '../mount.js';
import { customerBalances, poolBalance } from '../views/balances.js';
import { requireCustomer } from './customers.js';
import { pastBalance, pastBalances } from './past-balances.js';

export function mountBalances(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, listBalances, async ({ params, query }) => {
    if (query.at !== undefined) {
      return { status: 200, data: { data: await pastBalances(deps, params.id, query.resourceId, query.at) } };
    }
    const data = await customerBalances(store, params.id, query.resourceId, engine.clock.nowMs());
    // Only a customer can have pools, so the question is asked where there are none.
    if (data.length === 0) await requireCustomer(store, params.id);
    return { status: 200, data: { data } };
  });

  mount(app, deps, getBalance, async ({ params, query }) => {
    const { resourceId = '', at } = query;
    const account = { customerId: params.id, creditTypeId: params.creditTypeId, resourceId };
    if (at !== undefined) return { status: 200, data: await pastBalance(deps, account, at) };
    return { status: 200, data: await poolBalance(store, account, engine.clock.nowMs()) };
  });

  mount(app, deps, listCustomerBalances, async ({ caller }) => ({
    status: 200,
    data: { data: await customerBalances(store, caller.customerId, undefined, engine.clock.nowMs()) },
  }));
}
