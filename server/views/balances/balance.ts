import type { Balance } from '../../contract/index.js';
import type { AccountFigures } from '../../ledger/accounts/figures.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';
import type { Catalog } from '../../ledger/catalog/catalog.js';
import { instant, instantOrNull, resourceView } from '../shared/scalars.js';

/** A pool as it is shown: its figures, with the name and unit of its credit type. */
export function balanceView(figures: AccountFigures, catalog: Catalog, asOfMs: Ms): Balance {
  const { account, nextExpiry, validUntilMs, ...amounts } = figures;
  const creditType = catalog.creditTypes.get(account.creditTypeId);
  if (!creditType) throw new Error(`account of an unknown credit type ${account.creditTypeId}`);
  return {
    creditTypeId: account.creditTypeId,
    resourceId: resourceView(account.resourceId),
    name: creditType.name,
    unit: creditType.unit,
    symbol: creditType.symbol,
    ...amounts,
    nextExpiry: nextExpiry && { at: instant(nextExpiry.atMs), amount: nextExpiry.amount },
    renewsAt: null,
    validUntil: instantOrNull(validUntilMs),
    projection: null,
    asOf: instant(asOfMs),
  };
}

/** The figures of a pool that nothing has happened in yet. */
export const blankFigures = (account: AccountRef): AccountFigures => ({
  account,
  balance: '0',
  available: '0',
  held: '0',
  overdraft: '0',
  granted: '0',
  used: '0',
  utilization: '0',
  state: 'empty',
  nextExpiry: null,
  validUntilMs: null,
  version: 0,
});
