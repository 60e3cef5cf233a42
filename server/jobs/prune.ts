import { DAY_MS, type Ms } from '../ledger/values/refs.js';
import type { CatalogStore } from '../store/ports/catalog.js';
import type { Events } from '../store/ports/events.js';

const KEPT_MS: Ms = 35 * DAY_MS;
const MOST_PER_CUSTOMER = 1_000;
/** Retention of idempotency keys from headers (semantics: Once only). */
const KEYS_KEPT_MS: Ms = 30 * DAY_MS;

/** Deletes refused reports that are too old or too many. They help to find mistakes, and are not a record. */
export async function pruneRefusedEvents(store: Events, nowMs: Ms): Promise<void> {
  await store.pruneRefusedEvents(nowMs - KEPT_MS, MOST_PER_CUSTOMER);
}

/** Deletes old idempotency keys of catalog writes. The keys of a customer are kept with its ledger. */
export async function pruneRequestKeys(store: CatalogStore, nowMs: Ms): Promise<void> {
  await store.pruneRequestKeys(nowMs - KEYS_KEPT_MS);
}
