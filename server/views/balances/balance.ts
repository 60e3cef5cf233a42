import type { Balance } from '../../contract/index.js';
import type { AccountFigures } from '../../ledger/accounts/figures.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';
import type { Catalog } from '../../ledger/catalog/catalog.js';
import { instant, instantOrNull, resourceView } from '../shared/scalars.js';

export function balanceView(figures: AccountFigures, catalog: Catalog, asOfMs: Ms): Balance {
  const { account, nextExpiry } = figures;
  const creditType = catalog.creditTypes.get(account.creditTypeId);
  if (!creditType) throw new Error(`account of an unknown credit type ${account.creditTypeId}`);
  return {
    creditTypeId: account.creditTypeId,
    resourceId: resourceView(account.resourceId),
    name: creditType.name,
    unit: creditType.unit,
    symbol: creditType.symbol,
    balance: formatAmount(figures.balance),
    available: formatAmount(figures.available),
    held: formatAmount(figures.held),
    overdraft: formatAmount(figures.overdraft),
    granted: formatAmount(figures.granted),
    used: formatAmount(figures.used),
    utilization: formatAmount(figures.utilization),
    state: figures.state,
    version: figures.version,
    nextExpiry: nextExpiry && { at: instant(nextExpiry.atMs), amount: formatAmount(nextExpiry.amount) },
    renewsAt: null,
    validUntil: instantOrNull(figures.validUntilMs),
    projection: null,
    asOf: instant(asOfMs),
  };
}

export const blankFigures = (account: AccountRef): AccountFigures => ({
  account,
  balance: 0n,
  available: 0n,
  held: 0n,
  overdraft: 0n,
  granted: 0n,
  used: 0n,
  utilization: 0n,
  state: 'empty',
  nextExpiry: null,
  validUntilMs: null,
  version: 0,
});
