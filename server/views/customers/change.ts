import type { Change } from '../../contract/index.js';
import type { Catalog } from '../../ledger/catalog/catalog.js';
import { common, eventGroupView, type Run } from '../balances/ledger-groups.js';
import { customerEntryView } from '../balances/entry.js';

/** Summarizes the entries of one cause, with names from the catalog. */
export function changeView(run: Run, catalog: Catalog): Change {
  const [first] = run;
  const { id, type, creditTypeId, resourceId } = customerEntryView(first);
  const { at, delta, balanceAfter, featureId, eventId, userId, reason } = eventGroupView(run);
  const creditType = catalog.creditTypes.get(creditTypeId);
  if (!creditType) throw new Error(`an entry of an unknown credit type ${creditTypeId}`);
  return {
    ...{ id, at, type, creditTypeId, resourceId, unit: creditType.unit, delta, balanceAfter, featureId },
    featureName: featureId === null ? null : (catalog.features.get(featureId)?.name ?? featureId),
    grantId: common(run.map(({ grantId }) => grantId)),
    ...{ eventId, userId, reason },
  };
}
