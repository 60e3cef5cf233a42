import { getBalance, listBalances, listCustomerBalances } from '../../contract/index.js';
import type { HttpDeps } from '../deps.js';
import { type App, mount } from '../mount.js';
import { customerBalances, poolBalance } from '../views/balances.js';
import { requireCustomer } from './customers.js';

export function mountBalances(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, listBalances, async ({ params, query }) => {
    const data = await customerBalances(store, params.id, query.resourceId, engine.clock.nowMs());
    // Only a customer can have pools, so the question is asked where there are none.
    if (data.length === 0) await requireCustomer(store, params.id);
    return { status: 200, data: { data } };
  });

  mount(app, deps, getBalance, async ({ params, query }) => ({
    status: 200,
    data: await poolBalance(
      store,
      { customerId: params.id, creditTypeId: params.creditTypeId, resourceId: query.resourceId ?? '' },
      engine.clock.nowMs(),
    ),
  }));

  mount(app, deps, listCustomerBalances, async ({ caller }) => ({
    status: 200,
    data: { data: await customerBalances(store, caller.customerId, undefined, engine.clock.nowMs()) },
  }));
}
