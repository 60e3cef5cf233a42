import type { CustomerEntry, Entry as EntryView } from '../../contract/index.js';
import { formatAmount } from '../../ledger/amount.js';
import type { Entry } from '../../ledger/protocol.js';
import type { ApiKeys } from '../api-keys.js';
import { actorView } from './actor.js';
import { instant, resourceView } from './scalars.js';

/** An entry as its customer sees it. */
export function customerEntryView(entry: Entry): CustomerEntry {
  const { creditTypeId, resourceId } = entry.account;
  return {
    // A slash stands in no id of the host's, so these never collide.
    id: [creditTypeId, ...(resourceId === '' ? [] : [resourceId]), entry.seq].join('/'),
    creditTypeId,
    resourceId: resourceView(resourceId),
    sequence: entry.seq,
    at: instant(entry.atMs),
    type: entry.type,
    delta: formatAmount(entry.delta),
    balanceBefore: formatAmount(entry.before),
    balanceAfter: formatAmount(entry.after),
    grantId: entry.grantId,
    source: entry.source,
    actor: { type: entry.actor.type },
    featureId: entry.featureId,
    userId: entry.userId,
    eventId: entry.eventId,
    planId: entry.planId,
    planVersion: entry.planVersion,
    reason: entry.reason,
  };
}

/** An entry as the host sees it. */
export async function entryView(entry: Entry, apiKeys: ApiKeys): Promise<EntryView> {
  return { ...customerEntryView(entry), actor: await actorView(entry.actor, apiKeys) };
}
