import type { Ms } from '../ledger/protocol.js';
import type { EventLog } from '../store/store.js';

const DAY_MS = 86_400_000;
/** How long refused reports can be searched. */
const KEPT_MS: Ms = 35 * DAY_MS;
const MOST_PER_CUSTOMER = 1_000;

/** Forgets refused reports that are too old or too many: their traces are for finding mistakes, not a record. */
export async function pruneRefusedReports(store: EventLog, nowMs: Ms): Promise<void> {
  await store.pruneRefusedReports(nowMs - KEPT_MS, MOST_PER_CUSTOMER);
}
