import type { PastBalance } from '../../../contract/index.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { HttpDeps } from '../../context.js';
import { invalidField } from '../../mounting/rejection.js';
import { pastBalanceView } from '../../../views/balances/past-balance.js';
import { requireCreditType } from '../catalog/lists.js';
import { requireCustomer } from '../customers/customers.js';

export async function pastBalance(deps: HttpDeps, account: AccountRef, atMs: Ms): Promise<PastBalance> {
  const catalog = await whenPast(deps, account.customerId, atMs);
  const creditType = requireCreditType(catalog, account.creditTypeId);
  const [position] = await deps.store.positions(account, [atMs + 1]);
  return pastBalanceView(account, creditType, position ?? { seq: 0, atMs: null, balance: 0n }, atMs);
}

export async function pastBalances(
  deps: HttpDeps,
  customerId: string,
  resourceId: string | undefined,
  atMs: Ms,
): Promise<PastBalance[]> {
  const catalog = await whenPast(deps, customerId, atMs);
  const filter = resourceId === undefined ? {} : { resourceId };
  const pools = await deps.store.balances(customerId, filter, deps.engine.clock.nowMs());
  const stood = await Promise.all(
    pools.map(async ({ account }) => {
      const [position] = await deps.store.positions(account, [atMs + 1]);
      const creditType = requireCreditType(catalog, account.creditTypeId);
      return position && position.seq > 0 ? [pastBalanceView(account, creditType, position, atMs)] : [];
    }),
  );
  return stood.flat();
}

/** Writes due entries first, so that the ledger is complete up to the instant. */
async function whenPast({ store, engine }: HttpDeps, customerId: string, atMs: Ms) {
  if (atMs > engine.clock.nowMs()) throw invalidField('at', 'must not lie in the future');
  await requireCustomer(store, customerId);
  await engine.catchUp(customerId);
  return store.catalog();
}
