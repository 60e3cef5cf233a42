import type { AccountRef } from '../../../ledger/values/refs.js';
import type { EntryQuery } from '../../../store/ports/entries.js';
import type { Store } from '../../../store/ports/store.js';

/**
 * Finds the entries of an event through its receipt, which is faster than searching the ledger.
 *
 * @returns the sequence before the first entry in this order; `null` if the event wrote nothing in this account
 */
export async function beforeEvent(
  store: Store,
  { customerId, creditTypeId, resourceId }: AccountRef,
  eventId: string,
  order: EntryQuery['order'],
): Promise<number | null> {
  const event = await store.reportedEvent(eventId);
  if (event?.customerId !== customerId || event.result.status !== 'done') return null;
  const { answer } = event.result;
  const charges = answer.kind === 'event' ? answer.charges : [];
  const entries = charges
    .filter((charge) => charge.creditTypeId === creditTypeId && (charge.resourceId ?? '') === resourceId)
    .flatMap((charge) => charge.entries ?? []);
  if (entries.length === 0) return null;
  if (order === 'asc') return Math.min(...entries.map(({ first }) => first)) - 1;
  return Math.max(...entries.map(({ last }) => last)) + 1;
}
