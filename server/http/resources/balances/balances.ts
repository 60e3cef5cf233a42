import { getBalance, listBalances, listCustomerBalances } from '../../../contract/index.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { HttpDeps } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { customerBalances, poolBalance } from './current.js';
import { requireCustomer } from '../customers/customers.js';
import { pastBalance, pastBalances } from './past-balances.js';
import { withProjection, withProjections } from './projections.js';

export function mountBalances(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, listBalances, async ({ params: { id }, query }) => {
    const { resourceId, at, include } = query;
    if (at !== undefined) return { status: 200, data: { data: await pastBalances(deps, id, resourceId, at) } };
    const read = (nowMs: Ms) => customerBalances(store, id, resourceId, nowMs);
    if (include !== undefined) return { status: 200, data: { data: await withProjections(deps, id, read) } };
    const data = await read(engine.clock.nowMs());
    // A customer with pools exists, so this check is needed only without any.
    if (data.length === 0) await requireCustomer(store, id);
    return { status: 200, data: { data } };
  });

  mount(app, deps, getBalance, async ({ params: { id, creditTypeId }, query }) => {
    const { resourceId = '', at, include } = query;
    const account = { customerId: id, creditTypeId, resourceId };
    if (at !== undefined) return { status: 200, data: await pastBalance(deps, account, at) };
    const read = (nowMs: Ms) => poolBalance(store, account, nowMs);
    if (include === undefined) return { status: 200, data: await read(engine.clock.nowMs()) };
    return { status: 200, data: await withProjection(deps, id, read) };
  });

  mount(app, deps, listCustomerBalances, async ({ caller: { customerId }, query }) => {
    const read = (nowMs: Ms) => customerBalances(store, customerId, undefined, nowMs);
    const isAhead = query.include !== undefined;
    return {
      status: 200,
      data: { data: isAhead ? await withProjections(deps, customerId, read) : await read(engine.clock.nowMs()) },
    };
  });
}
