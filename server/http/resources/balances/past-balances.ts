import type { PastBalance } from '../../../contract/index.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { HttpDeps } from '../../context.js';
import { type Page, pageOf, poolCursor } from '../../mounting/cursors.js';
import { invalidField } from '../../mounting/rejection.js';
import { pastBalanceView } from '../../../views/balances/past-balance.js';
import { requireCreditType } from '../catalog/lists.js';
import { requireCustomer } from '../customers/customers.js';
import { placeOf, type PoolQuery } from './current.js';

export async function pastBalance(deps: HttpDeps, account: AccountRef, atMs: Ms): Promise<PastBalance> {
  const catalog = await whenPast(deps, account.customerId, atMs, account);
  const creditType = requireCreditType(catalog, account.creditTypeId);
  const [position] = await deps.store.positions(account, [atMs + 1]);
  return pastBalanceView(account, creditType, position ?? { seq: 0, atMs: null, balance: 0n }, atMs);
}

/** A page may be short without being the last, because it leaves out pools that had no entry at the instant. */
export async function pastBalancePage(
  deps: HttpDeps,
  customerId: string,
  { resourceId, after, limit }: PoolQuery,
  atMs: Ms,
): Promise<Page<PastBalance>> {
  const catalog = await whenPast(deps, customerId, atMs);
  const filter = { ...(resourceId !== undefined && { resourceId }), after, limit: limit + 1 };
  const pools = await deps.store.balances(customerId, filter, deps.engine.clock.nowMs());
  const { data: read, nextCursor } = pageOf(pools, limit, ({ account }) => poolCursor.write(placeOf(account)));
  const data: PastBalance[] = [];
  // One after the other, so that one request uses one connection.
  for (const { account } of read) {
    const [position] = await deps.store.positions(account, [atMs + 1]);
    const creditType = requireCreditType(catalog, account.creditTypeId);
    if (position && position.seq > 0) data.push(pastBalanceView(account, creditType, position, atMs));
  }
  return { data, nextCursor };
}

/**
 * Writes due entries first, so that the ledger is complete up to the instant.
 *
 * @param account the only pool that is read; all if absent
 */
async function whenPast({ store, engine }: HttpDeps, customerId: string, atMs: Ms, account?: AccountRef) {
  if (atMs > engine.clock.nowMs()) throw invalidField('at', 'must not lie in the future');
  await requireCustomer(store, customerId);
  await engine.catchUp(customerId, account);
  return store.catalog();
}
