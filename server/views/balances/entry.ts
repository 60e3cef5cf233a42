import type { CustomerEntry, Entry as EntryView, TermChanges as TermChangesView } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { Entry } from '../../ledger/accounts/entry.js';
import type { TermChanges } from '../../ledger/grants/term-changes.js';
import { actorView, type KeyNames } from '../shared/actor.js';
import { instant, resourceView } from '../shared/scalars.js';

export function customerEntryView(entry: Entry): CustomerEntry {
  const { creditTypeId, resourceId } = entry.account;
  return {
    // Ids of the host contain no slash, so these ids never collide.
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

export async function entryView(entry: Entry, keys: KeyNames): Promise<EntryView> {
  const changes = entry.changes && { before: termsView(entry.changes.before), after: termsView(entry.changes.after) };
  return { ...customerEntryView(entry), actor: await actorView(entry.actor, keys), changes };
}

function termsView(terms: TermChanges['before']): TermChangesView['before'] {
  const { amount, effectiveAtMs, expiresAtMs, ...same } = terms;
  return {
    ...(amount !== undefined && { amount: formatAmount(amount) }),
    ...(effectiveAtMs !== undefined && { effectiveAt: instant(effectiveAtMs) }),
    ...(expiresAtMs !== undefined && { expiresAt: expiresAtMs === null ? null : instant(expiresAtMs) }),
    ...same,
  };
}
